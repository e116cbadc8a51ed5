package dev.brigade.check.naming;

import dev.brigade.check.report.Anomaly;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong on one item: {@code r1[x] … w2[x] … w1[x]}, P4 of Berenson et al. (A Critique of ANSI SQL Isolation Levels, SIGMOD
 * 1995). If the second write is computed from the read, the update between is lost; if the read was a check only, it is
 * check-then-act.
 */
final class ItemRules {
    private ItemRules() {}

    /** A read, another's write of the same that it does not see, and then a write over that by who had read. */
    private record Stale(Op read, Op between, Op write) {}

    /**
     * Lost update: the last that was read before the plain write was stale; or a compare-and-set failed for that. A write that reads
     * anew what it writes ({@code set n = n - 1}) loses nothing.
     */
    static Optional<Naming> lostUpdate(History history) {
        return stale(history, true).map(stale -> named(history, Anomaly.LOST_UPDATE, stale));
    }

    /**
     * Check-then-act on the same item: what was written did not come from the stale read, which therefore was a check. So with an
     * insert of the key that was looked for, an entry of a collection, {@code set n = n - 1}, a compare-and-set, a field that was
     * null, true or false, or if the item was read anew before it was written.
     */
    static Optional<Naming> checkThenAct(History history) {
        return stale(history, false).map(stale -> named(history, Anomaly.CHECK_THEN_ACT, stale));
    }

    private static boolean isComputed(Op read, Op between, Op write) {
        boolean isFlag = !read.event().isSql()
                && List.of("null", "true", "false").contains(read.access().value());
        return write.access().effect() == Access.Effect.WRITE
                && !write.isAtomic()
                && !isFlag
                && !(write.event().kind() == Event.Kind.COLLECTION
                        && (read.access().value().isEmpty() || between.access().changesRows()));
    }

    /** A compare-and-set that found something else and changed nothing. */
    private static boolean isInVain(History history, Op write) {
        return write.isAtomic()
                && write.event().kind() == Event.Kind.ATOMIC
                && history.reads()
                        .anyMatch(read ->
                                read.at() == write.at() && read.access().value().equals("false"));
    }

    private static Optional<Stale> stale(History history, boolean computed) {
        List<Op> writes = history.writes().toList();
        // an insert that failed, since another came first, has acted on its check too
        List<Op> acts = computed ? writes : history.attempts().toList();
        for (Op write : acts) {
            // an own write in between used up what was read before it
            int from = writes.stream()
                    .filter(own -> own.thread() == write.thread() && own.at() < write.at() && own.meets(write))
                    .mapToInt(Op::at)
                    .max()
                    .orElse(-1);
            List<Op> reads = history.reads()
                    .filter(read -> read.thread() == write.thread()
                            && read.at() < write.at()
                            && read.at() > from
                            && read.meets(write))
                    .sorted(Comparator.comparingInt(Op::at).reversed())
                    .toList();
            for (Op between : writes) {
                boolean bothInsert = !computed && areInserts(between, write);
                if (!History.isOver(between, write) && !bothInsert) {
                    continue;
                }
                for (Op read : reads) {
                    boolean rows =
                            between.access().changesRows() || write.access().changesRows();
                    if (History.isBefore(read, between) && !(read.access().isPredicate() && rows)) {
                        // if the item was read anew after the stale read, that is what the write was computed from
                        boolean isAnew = !History.isBefore(reads.getFirst(), between);
                        if (computed == (isInVain(history, write) || (!isAnew && isComputed(read, between, write)))) {
                            return Optional.of(new Stale(read, between, write));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether both add what the check has looked for, though what they add may differ in the rest. */
    private static boolean areInserts(Op first, Op second) {
        return first.thread() != second.thread()
                && first.seenFrom() < second.seenFrom()
                && first.access().effect() == Access.Effect.INSERT
                && second.access().effect() == Access.Effect.INSERT;
    }

    private static Naming named(History history, Anomaly anomaly, Stale stale) {
        String first = history.thread(stale.read());
        String second = history.thread(stale.between());
        Optional<Op> also = history.reads()
                .filter(read -> read.thread() == stale.between().thread()
                        && read.at() < stale.between().at()
                        && read.meets(stale.between())
                        && History.isBefore(read, stale.write()))
                .max(Comparator.comparingInt(Op::at));
        var steps = history.steps(stale.read(), stale.between(), stale.write());
        also.ifPresent(read -> steps.addAll(history.steps(read)));
        String sentence;
        if (isInVain(history, stale.write())) {
            sentence = first + " read " + Phrases.valued(stale.read()) + "; " + second
                    + " changed it, so that the compare-and-set of " + first + " changed nothing: its update is lost.";
        } else if (anomaly == Anomaly.LOST_UPDATE) {
            String over = Phrases.over(stale.write(), stale.between(), second);
            boolean isSame = also.isPresent()
                    && also.get().access().value().equals(stale.read().access().value());
            sentence = (isSame
                            ? first + " and " + second + " both read " + Phrases.valued(stale.read()) + ", and then "
                            : first + " read " + Phrases.valued(stale.read()) + " and, when " + second
                                    + " had changed it, ")
                    + (isSame ? first + " wrote " : "wrote ") + over + ".";
        } else {
            sentence = (also.isPresent() ? first + " and " + second + " both checked " : first + " checked ")
                    + Phrases.valued(stale.read()) + "; " + second + " " + Phrases.did(stale.between())
                    + " "
                    + (stale.between()
                                    .access()
                                    .location()
                                    .equals(stale.read().access().location())
                            ? "it"
                            : Phrases.thing(stale.between()))
                    + " before " + first + " acted on that.";
        }
        return Naming.of(anomaly, sentence, steps);
    }
}
