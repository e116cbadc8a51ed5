package dev.brigade.check.naming;

import dev.brigade.check.report.Anomaly;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What goes wrong between several items: phantoms and write skew, P3 and A5B of Berenson et al. (SIGMOD 1995), which are G2 and
 * G2-item of Adya (Weak Consistency, MIT 1999, section 4.2.4).
 */
final class SetRules {
    private SetRules() {}

    /**
     * Phantom: what one had counted or looked through, another inserted into or deleted from, and the first then wrote something
     * although the other came before it in another respect; or looked again, and saw other rows. If the check was by key, it is
     * check-then-act, which the rules of items find.
     */
    static Optional<Naming> phantom(History history) {
        return phantom(history, write -> write.access().changesRows());
    }

    /** The same with an update of rows that were looked at. Comes after write skew, which is the same from both sides. */
    static Optional<Naming> phantomByUpdate(History history) {
        return phantom(history, write -> !write.access().changesRows());
    }

    private static Optional<Naming> phantom(History history, Predicate<Op> isCause) {
        List<Op> looks =
                history.reads().filter(read -> read.access().isPredicate()).toList();
        List<Op> causes = history.writes().filter(isCause).toList();
        for (Op look : looks) {
            for (Op cause : causes) {
                if (!History.isBefore(look, cause)) {
                    continue;
                }
                Optional<Op> act = history.attempts()
                        .filter(write -> write.thread() == look.thread() && write.at() > look.at())
                        .findFirst();
                Optional<Op> again = history.reads()
                        .filter(other -> other.thread() == look.thread()
                                && other.at() > look.at()
                                && other.access()
                                        .location()
                                        .equals(look.access().location())
                                && History.isFrom(other, cause))
                        .findFirst();
                if (act.isPresent() && history.isAfter(look.thread(), cause.thread())) {
                    return Optional.of(relied(history, look, cause, act.get()));
                }
                if (again.isPresent() && cause.access().changesRows()) {
                    return Optional.of(Naming.of(
                            Anomaly.PHANTOM,
                            history.thread(look) + " looked twice at " + Phrases.thing(look) + ", and "
                                    + history.thread(cause) + " " + Phrases.did(cause) + " it in between.",
                            history.steps(look, cause, again.get())));
                }
            }
        }
        return Optional.empty();
    }

    private static Naming relied(History history, Op look, Op cause, Op act) {
        String first = history.thread(look);
        String second = history.thread(cause);
        var steps = history.steps(look, cause, act);
        Optional<Op> also = history.reads()
                .filter(read -> read.thread() == cause.thread()
                        && read.access().isPredicate()
                        && read.at() < cause.at()
                        && History.isBefore(read, act))
                .findFirst();
        also.ifPresent(read -> steps.addAll(history.steps(read)));
        String sentence = also.isPresent()
                ? first + " and " + second + " both looked at " + Phrases.valued(look) + "; " + second + " "
                        + Phrases.did(cause) + " " + cause.access().location().text() + ", and then " + first + " "
                        + Phrases.did(act)
                        + " " + act.access().location().text() + ", relying on what no longer held."
                : first + " looked at " + Phrases.valued(look) + "; " + second + " " + Phrases.did(cause) + " "
                        + cause.access().location().text() + " before " + first + " " + Phrases.did(act) + " "
                        + act.access().location().text() + ", relying on it.";
        return Naming.of(Anomaly.PHANTOM, sentence, steps);
    }

    /** Write skew: each read something that the other then wrote, and neither saw the other's write. The items written differ. */
    static Optional<Naming> writeSkew(History history) {
        List<Op> writes = history.writes().toList();
        List<Op> reads = history.reads().filter(read -> !read.isAtomic()).toList();
        for (Op first : writes) {
            for (Op second : writes) {
                if (first.thread() >= second.thread() || first.meets(second)) {
                    continue;
                }
                Optional<Op> read = relied(reads, first, second);
                Optional<Op> other = relied(reads, second, first);
                if (read.isPresent() && other.isPresent()) {
                    String one = history.thread(first);
                    String two = history.thread(second);
                    return Optional.of(Naming.of(
                            Anomaly.WRITE_SKEW,
                            one + " read " + Phrases.valued(read.get()) + " and wrote " + Phrases.thing(first) + "; "
                                    + two + " read "
                                    + Phrases.valued(other.get()) + " and wrote " + Phrases.thing(second)
                                    + ": neither saw the other's write.",
                            history.steps(read.get(), other.get(), first, second)));
                }
            }
        }
        return Optional.empty();
    }

    /** What the thread of {@code write} had read before that, and {@code other} then wrote. */
    private static Optional<Op> relied(List<Op> reads, Op write, Op other) {
        return reads.stream()
                .filter(read ->
                        read.thread() == write.thread() && read.at() < write.at() && History.isBefore(read, other))
                .findFirst();
    }
}
