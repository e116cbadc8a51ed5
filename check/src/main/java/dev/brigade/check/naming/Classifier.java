package dev.brigade.check.naming;

import dev.brigade.check.report.Anomaly;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names what went wrong in a run, from its reads and writes. The run is known to be wrong: so the first definition that it fulfils
 * is taken, the strictest first.
 *
 * <table>
 * <caption>Rules in their order; r1[x] is a read by thread 1, P one by a predicate, a count or over a whole table</caption>
 * <tr><td>dirty read</td><td>w1[x] r2[x] before thread 1 committed</td></tr>
 * <tr><td>lost update</td><td>r1[x] w2[x] w1[x], the last write computed from the read</td></tr>
 * <tr><td>check-then-act</td><td>r1[x] w2[x] w1[x], the read but a check: a key looked for and inserted, an entry of a collection,
 *     {@code set n = n - 1}, a compare-and-set, read anew before the write</td></tr>
 * <tr><td>phantom</td><td>r1[P], 2 inserts into or deletes from P, 1 writes; or r1[P] twice</td></tr>
 * <tr><td>write skew</td><td>r1[x] r2[y] w1[y] w2[x]</td></tr>
 * <tr><td>phantom</td><td>r1[P], 2 updates rows of P, 1 writes</td></tr>
 * <tr><td>torn compound update</td><td>w1[x] w2[x] w2[y] w1[y]; or r1[x] w2[x] w2[y] r1[y] if the writes are no
 *     transaction</td></tr>
 * <tr><td>read skew</td><td>the latter with a transaction</td></tr>
 * <tr><td>check-then-act</td><td>r1[x] w2[x] w2[y] w1[y]</td></tr>
 * <tr><td>torn compound update</td><td>1 adds to x, 2 adds to x, 1 adds to x</td></tr>
 * </table>
 *
 * <p>A read "before" a write is one that does not see it, see {@link Event.Sees}; writes of a transaction happen when it commits.
 * So count the uses of a voucher, then insert one: phantom. Select a voucher, update it: lost update. Insert if absent: check-then-act.
 * Stock read, computed, written: lost update. Stock checked, then {@code set n = n - 1}: check-then-act, in one transaction or two.
 *
 * <p>Sources: Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995; Adya, Weak Consistency, MIT 1999, chapter 4;
 * Warszawski and Bailis, ACIDRain, SIGMOD 2017, for what the patterns look like in applications.
 */
public final class Classifier {
    private static final List<Rule> RULES = List.of(
            ViewRules::dirtyRead,
            ItemRules::lostUpdate,
            ItemRules::checkThenAct,
            SetRules::phantom,
            SetRules::writeSkew,
            SetRules::phantomByUpdate,
            ViewRules::tornWrites,
            ViewRules::skewedReads,
            ViewRules::actedElsewhere,
            ViewRules::mixedAdditions);

    private Classifier() {}

    /** What {@code run}, whose outcome no serial order gives or which did not end, shows. */
    public static Naming name(Run run) {
        return switch (run.end()) {
            case DEADLOCK -> Hangs.named(run, Anomaly.DEADLOCK);
            case LOST_WAKE_UP -> Hangs.named(run, Anomaly.LOST_WAKE_UP);
            case LIVELOCK -> Hangs.named(run, Anomaly.LIVELOCK);
            case NORMAL -> byRule(run).orElseGet(() -> unexplained(Anomaly.NOT_SERIAL));
            case FAILURE -> byRule(run).orElseGet(() -> unexplained(Anomaly.UNEXPECTED_FAILURE));
        };
    }

    /**
     * Two accesses that nothing orders, in a run whose outcome is right.
     *
     * @param first the index of the one's step
     * @param second the index of the other's step, which touches the same
     */
    public static Naming dataRace(Run run, int first, int second) {
        History history = new History(run);
        List<Op> ops = history.all()
                .filter(op -> op.at() == first || op.at() == second)
                .toList();
        for (Op one : ops) {
            for (Op two : ops) {
                if (one.at() == first && two.at() == second && one.meets(two) && !(one.isRead() && two.isRead())) {
                    return Naming.of(
                            Anomaly.DATA_RACE,
                            history.thread(one) + (one.isRead() ? " reads " : " writes ") + Phrases.thing(one) + " and "
                                    + history.thread(two) + (two.isRead() ? " reads" : " writes")
                                    + " it, and nothing orders the two.",
                            Set.of(first, second));
                }
            }
        }
        throw new IllegalArgumentException(
                "Steps " + first + " and " + second
                        + " are no data race: they touch nothing in common of which one writes. Give the two steps that the detector named");
    }

    private static Optional<Naming> byRule(Run run) {
        History history = new History(run);
        return RULES.stream().flatMap(rule -> rule.find(history).stream()).findFirst();
    }

    private static Naming unexplained(Anomaly anomaly) {
        return Naming.of(anomaly, anomaly.meaning(), Set.of());
    }
}
