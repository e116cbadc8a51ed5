package dev.brigade.check.naming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A run as reads and writes, and how they depend on each other: Adya, Weak Consistency (MIT 1999), section 4.1. Locks are left out.
 * Confined to the thread that makes it.
 */
final class History {
    private record Transaction(int thread, int number) {}

    private final Run run;
    private final List<Op> ops = new ArrayList<>();
    private final Map<Transaction, Integer> begins = new HashMap<>();
    private final Map<Transaction, Integer> ends = new HashMap<>();
    private final Map<Transaction, Integer> voids = new HashMap<>();
    private final Set<Transaction> aborts = new HashSet<>();

    History(Run run) {
        this.run = run;
        List<Event> events = run.events();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.transaction() > 0) {
                Transaction transaction = new Transaction(event.thread(), event.transaction());
                begins.putIfAbsent(transaction, i);
                switch (event.kind()) {
                    case COMMIT -> ends.put(transaction, i);
                    case ROLLBACK -> voids.put(transaction, i);
                    case ABORT -> {
                        voids.put(transaction, i);
                        aborts.add(transaction);
                    }
                    default -> {}
                }
            }
        }
        Set<String> contested = contested(events);
        Map<Same, Integer> latest = new HashMap<>();
        int turn = 0;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            turn += i > 0 && events.get(i - 1).thread() != event.thread() ? 1 : 0;
            if (event.kind() != Event.Kind.LOCK && event.kind() != Event.Kind.ABORT) {
                for (Access access : event.accesses()) {
                    if (contested.contains(access.location().name())) {
                        add(op(i, event, access), turn, latest);
                    }
                }
            }
        }
    }

    /** What more than one thread touches, and one writes. */
    private static Set<String> contested(List<Event> events) {
        Map<String, Set<Integer>> users = new HashMap<>();
        Set<String> written = new HashSet<>();
        for (Event event : events) {
            if (event.kind() == Event.Kind.ABORT) {
                continue; // it has not been made
            }
            for (Access access : event.accesses()) {
                String name = access.location().name();
                users.computeIfAbsent(name, any -> new HashSet<>()).add(event.thread());
                if (!access.isRead()) {
                    written.add(name);
                }
            }
        }
        written.removeIf(name -> users.getOrDefault(name, Set.of()).size() < 2);
        return written;
    }

    private record Same(int turn, int transaction, boolean isAtomic, Access access) {
        static Same of(Op op, int turn) {
            Access access = op.access();
            return new Same(
                    turn,
                    op.event().transaction(),
                    op.isAtomic(),
                    new Access(access.location(), access.effect(), access.isPredicate(), access.columns(), ""));
        }
    }

    /** Of what a thread repeats in one turn, only the first and the last matter to others: so loops stay short. */
    private void add(Op op, int turn, Map<Same, Integer> latest) {
        Same same = Same.of(op, turn);
        Integer index = latest.get(same);
        if (index == null) {
            latest.put(same, -1 - ops.size());
            ops.add(op);
        } else if (index < 0) {
            latest.put(same, ops.size());
            ops.add(op);
        } else {
            ops.set(index, op);
        }
    }

    private Op op(int at, Event event, Access access) {
        Transaction transaction = new Transaction(event.thread(), event.transaction());
        boolean isIn = event.transaction() > 0;
        boolean isAtomic =
                event.accesses().stream().anyMatch(other -> other.isRead() != access.isRead() && other.meets(access));
        int seenFrom = isIn ? ends.getOrDefault(transaction, run.events().size()) : at;
        int looksFrom = isIn && event.sees() == Event.Sees.SNAPSHOT ? begins.getOrDefault(transaction, at) : at;
        return new Op(at, event, access, seenFrom, looksFrom, isIn && voids.containsKey(transaction), isAtomic);
    }

    /**
     * Also those of a transaction that was rolled back, since what was read may have been told: so a read-only request ends, or one that
     * refuses. But not what the database has told to try again.
     */
    Stream<Op> reads() {
        return ops.stream().filter(op -> op.isRead() && !isAborted(op));
    }

    /** Of transactions that were not rolled back. */
    Stream<Op> writes() {
        return ops.stream().filter(op -> !op.isRead() && !op.isVoid());
    }

    /** Also those that were rolled back, perhaps because they failed; but not what the database has told to try again. */
    Stream<Op> attempts() {
        return ops.stream().filter(op -> !op.isRead() && !isAborted(op));
    }

    private boolean isAborted(Op op) {
        return aborts.contains(new Transaction(op.thread(), op.event().transaction()));
    }

    /** All, also those that were rolled back. */
    Stream<Op> all() {
        return ops.stream();
    }

    /** The index at which the transaction of {@code op} was rolled back or committed. */
    int end(Op op) {
        Transaction transaction = new Transaction(op.thread(), op.event().transaction());
        return voids.getOrDefault(
                transaction,
                ends.getOrDefault(
                        transaction,
                        op.event().transaction() == 0 ? op.at() : run.events().size()));
    }

    /** Whether a read sees another thread's write of the same. */
    static boolean sees(Op read, Op write) {
        return read.event().sees() == Event.Sees.LATEST ? write.at() < read.at() : write.seenFrom() < read.looksFrom();
    }

    /** An anti-dependency (rw): the read is of before the write of another thread. */
    static boolean isBefore(Op read, Op write) {
        return read.thread() != write.thread() && read.meets(write) && !sees(read, write);
    }

    /** A read dependency (wr): the read is of another thread's write, or of a later one. */
    static boolean isFrom(Op read, Op write) {
        return read.thread() != write.thread() && read.meets(write) && sees(read, write);
    }

    /** A write dependency (ww): the first is overwritten by the second, of another thread. */
    static boolean isOver(Op first, Op second) {
        return first.thread() != second.thread() && first.meets(second) && first.seenFrom() < second.seenFrom();
    }

    /** Whether {@code thread} came after {@code other} in some way: saw a write, wrote over one, or wrote what the other had read. */
    boolean isAfter(int thread, int other) {
        return writes().anyMatch(write -> write.thread() == other
                        && (reads().anyMatch(read -> read.thread() == thread && isFrom(read, write))
                                || writes().anyMatch(over -> over.thread() == thread && isOver(write, over))))
                || attempts()
                        .anyMatch(write -> write.thread() == thread
                                && reads().anyMatch(read -> read.thread() == other && isBefore(read, write)));
    }

    /** The indices of these accesses, and of the commits and rollbacks of their transactions. */
    Set<Integer> steps(Op... parts) {
        TreeSet<Integer> steps = new TreeSet<>();
        for (Op part : parts) {
            steps.add(part.at());
            int end = end(part);
            if (end < run.events().size()) {
                steps.add(end);
            }
        }
        return steps;
    }

    String thread(Op op) {
        int thread = op.thread();
        return thread < run.threads().size() ? run.threads().get(thread) : "t" + thread;
    }
}
