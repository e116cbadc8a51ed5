package dev.brigade.check;

import dev.brigade.check.report.Anomaly;
import java.util.List;

/** What helps against an anomaly, the best first. */
final class Fixes {
    private Fixes() {}

    static List<String> of(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST_UPDATE ->
                List.of(
                        "in memory: hold one lock from the read to the write, or use an atomic operation such as incrementAndGet",
                        "in the database: let one statement compute it, such as set n = n - 1 … where n >= 1",
                        "in the database: read with SELECT … FOR UPDATE");
            case CHECK_THEN_ACT ->
                List.of(
                        "in memory: hold one lock from the check to the act, or use one call that does both, such as putIfAbsent",
                        "in the database: put the check into the statement's WHERE, or a unique index behind it");
            case PHANTOM ->
                List.of(
                        "a unique index or constraint that forbids the second row",
                        "run it at SERIALIZABLE",
                        "lock the row that stands for all of them, FOR UPDATE");
            case WRITE_SKEW -> List.of("run it at SERIALIZABLE", "read with SELECT … FOR UPDATE what both rely on");
            case READ_SKEW ->
                List.of("read all in one statement, or in one transaction at REPEATABLE READ or SERIALIZABLE");
            case DIRTY_READ -> List.of("run it at READ COMMITTED or above");
            case LOST_WAKE_UP ->
                List.of(
                        "wait in a loop that looks at the condition, under the lock with which it is changed",
                        "signalAll instead of signal");
            case DEADLOCK -> List.of("take them in the same order everywhere", "take fewer at once");
            case DATA_RACE -> List.of("make the field volatile, or hold the same lock at both places");
            case TORN_UPDATE ->
                List.of(
                        "hold one lock while they are changed and while they are read together",
                        "keep them in one immutable record");
            case LIVELOCK, UNEXPECTED_FAILURE, BROKEN_INVARIANT, NOT_SERIAL, UNCONTROLLED, LEFT_CONTROL -> List.of();
        };
    }
}
