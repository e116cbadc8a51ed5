package dev.brigade.check;

import dev.brigade.check.report.Anomaly;
import java.util.List;

/** What helps against an anomaly, the best first. */
final class Fixes {
    static final String SERIALIZABLE = "run it at SERIALIZABLE, and again when the database refuses";

    /** For who goes round and round, or blocks, where no thread can take over. */
    static final String POINTS =
            "if it waits for another thread: let it block, look at a volatile field, or ask for the time; if it"
                    + " does so in a library, name the library's package by packages(…)";

    private Fixes() {}

    /** @param inDatabase whether it happens to rows; otherwise in memory */
    static List<String> of(Anomaly anomaly, boolean inDatabase) {
        if (anomaly == Anomaly.SLEEP_FOR_WAIT) {
            return List.of(
                    "wait for it: join the thread, take from a queue, get a future, await a latch, or look again until it is so");
        }
        if (anomaly == Anomaly.SWALLOWED_TIMEOUT) {
            return List.of(
                    "look at what the wait returns, and say it when it was in vain: by an exception, or by the result",
                    "wait without a limit, if nothing else can be done");
        }
        return inDatabase ? inDatabase(anomaly) : inMemory(anomaly);
    }

    private static List<String> inDatabase(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST_UPDATE ->
                List.of(
                        "let one statement compute it: update … set n = n - 1 where … and n >= 1",
                        "read it with SELECT … FOR UPDATE");
            case CHECK_THEN_ACT ->
                List.of(
                        "put the check into the WHERE of the statement that acts, and look how many rows it changed",
                        "a unique index, or another constraint, that refuses the second",
                        "check and act in one transaction, with SELECT … FOR UPDATE");
            case PHANTOM ->
                List.of(
                        "a unique index, or another constraint, that refuses the second",
                        "lock the one row that stands for all of them: SELECT … FOR UPDATE");
            case WRITE_SKEW -> List.of("read with SELECT … FOR UPDATE what both rely on");
            case READ_SKEW, TORN_UPDATE ->
                List.of("read all of it in one statement, or in one transaction at REPEATABLE READ");
            case DIRTY_READ -> List.of("run it at READ COMMITTED or above");
            case DEADLOCK -> List.of("lock the rows in the same order everywhere, such as by their keys");
            default -> List.of();
        };
    }

    private static List<String> inMemory(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST_UPDATE ->
                List.of(
                        "hold one lock from the read to the write: synchronized, or app.lock(…)",
                        "let one call do both: incrementAndGet, updateAndGet, merge, compute");
            case CHECK_THEN_ACT ->
                List.of(
                        "hold one lock from the check to the act: synchronized, or app.lock(…)",
                        "let one call do both: putIfAbsent, computeIfAbsent, compareAndSet in a loop");
            case LOST_WAKE_UP ->
                List.of(
                        "wait in a loop that looks at the condition, under the lock under which it is changed",
                        "signalAll in place of signal where threads wait for different things");
            case DEADLOCK -> List.of("take them in the same order everywhere", "hold fewer of them at once");
            case DATA_RACE ->
                List.of(
                        "hold the same lock at both places",
                        "a field: make it volatile; the inside of a collection or another object, which that does not help: take one"
                                + " that is made for threads, such as ConcurrentHashMap");
            case TORN_UPDATE, READ_SKEW, WRITE_SKEW, PHANTOM ->
                List.of(
                        "hold one lock while they are changed together, and while they are read together",
                        "keep them in one immutable object, and replace that");
            default -> List.of();
        };
    }
}
