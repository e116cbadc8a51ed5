package dev.brigade.check.naming;

import dev.brigade.check.report.Anomaly;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What goes wrong with what is seen together: dirty reads and read skew, P1 and A5A of Berenson et al. (SIGMOD 1995), and torn
 * updates, which are the same where no transaction holds the writes together.
 */
final class ViewRules {
    private ViewRules() {}

    /** Dirty read: a read between another's write and the end of that one's transaction, which sees it. */
    static Optional<Naming> dirtyRead(History history) {
        List<Op> writes = history.all()
                .filter(op -> !op.isRead() && op.event().transaction() > 0)
                .toList();
        List<Op> reads = history.all()
                .filter(op -> op.isRead() && op.event().isSql() && op.event().sees() == Event.Sees.LATEST)
                .toList();
        for (Op read : reads) {
            for (Op write : writes) {
                if (read.thread() != write.thread()
                        && read.meets(write)
                        && write.at() < read.at()
                        && read.at() < history.end(write)) {
                    return Optional.of(Naming.of(
                            Anomaly.DIRTY_READ,
                            history.thread(read) + " read " + Phrases.valued(read) + ", which " + history.thread(write)
                                    + " had written and not yet committed"
                                    + (write.isVoid() ? "; it was then rolled back." : "."),
                            history.steps(read, write)));
                }
            }
        }
        return Optional.empty();
    }

    /** Torn: two wrote the same two things, and one value of each is left. Transactions exclude it. */
    static Optional<Naming> tornWrites(History history) {
        List<Op> writes = history.writes().toList();
        for (Op first : writes) {
            for (Op second : writes) {
                if (second.thread() != first.thread() || second.at() <= first.at() || first.meets(second)) {
                    continue;
                }
                Optional<Op> over = last(writes, first);
                Optional<Op> under = writes.stream()
                        .filter(other -> History.isOver(other, second)
                                && over.isPresent()
                                && other.thread() == over.get().thread())
                        .findFirst();
                if (over.isPresent()
                        && under.isPresent()
                        && last(writes, second).isEmpty()) {
                    String one = history.thread(first);
                    String two = history.thread(over.get());
                    return Optional.of(Naming.of(
                            Anomaly.TORN_UPDATE,
                            one + " and " + two + " both wrote " + Phrases.thing(first) + " and "
                                    + Phrases.thing(second) + ": the first is left as " + two
                                    + " wrote it, the second as " + one + " did.",
                            history.steps(first, second, over.get(), under.get())));
                }
            }
        }
        return Optional.empty();
    }

    /** Another's write over {@code write}. */
    private static Optional<Op> last(List<Op> writes, Op write) {
        return writes.stream().filter(other -> History.isOver(write, other)).findFirst();
    }

    /**
     * Two reads, one from before and one from after what another wrote. It is read skew if those writes were seen at one moment,
     * as a transaction's are, and a torn update otherwise, and always in memory.
     */
    static Optional<Naming> skewedReads(History history) {
        List<Pair> old = pairs(history, History::isBefore);
        List<Pair> fresh = pairs(history, History::isFrom);
        for (Pair before : old) {
            for (Pair after : fresh) {
                if (before.read().thread() == after.read().thread()
                        && before.write().thread() == after.write().thread()
                        && (before.read().at() != after.read().at()
                                || before.write().seenFrom() != after.write().seenFrom())) {
                    return Optional.of(skew(history, before.read(), before.write(), after.read(), after.write()));
                }
            }
        }
        return Optional.empty();
    }

    private record Pair(Op read, Op write) {}

    private static List<Pair> pairs(History history, BiPredicate<Op, Op> depends) {
        List<Op> writes = history.writes().toList();
        return history.reads()
                .filter(read -> !read.isAtomic())
                .flatMap(read -> writes.stream()
                        .filter(write -> depends.test(read, write))
                        .map(write -> new Pair(read, write)))
                .toList();
    }

    private static Naming skew(History history, Op old, Op unseen, Op fresh, Op seen) {
        var steps = history.steps(old, unseen, fresh, seen);
        String reader = history.thread(old);
        String writer = history.thread(unseen);
        if (old.at() == fresh.at()) {
            return Naming.of(
                    Anomaly.TORN_UPDATE,
                    reader + " read " + Phrases.valued(old) + " when " + writer + " had changed " + Phrases.thing(seen)
                            + " and not yet " + Phrases.thing(unseen) + ".",
                    steps);
        }
        boolean isSame = unseen.access().location().equals(seen.access().location()) && old.meets(fresh);
        if (isSame && !old.event().isSql()) {
            return Naming.of(
                    Anomaly.CHECK_THEN_ACT,
                    reader + " read " + Phrases.valued(old) + " and, when " + writer
                            + " had changed it, read it again: " + "what it had checked no longer held.",
                    steps);
        }
        if (old.event().isSql() && unseen.seenFrom() == seen.seenFrom()) {
            return Naming.of(
                    Anomaly.READ_SKEW,
                    reader + " read " + Phrases.valued(old) + " from before, and " + Phrases.valued(fresh)
                            + " from after " + writer + " changed " + (isSame ? "it." : "both."),
                    steps);
        }
        return Naming.of(
                Anomaly.TORN_UPDATE,
                reader + " saw " + writer + "'s change half done: " + Phrases.valued(old) + " from before it, "
                        + Phrases.valued(fresh) + " from after it.",
                steps);
    }

    /** A stale read that no rule above explains, whose thread then wrote over something else of the other's. */
    static Optional<Naming> actedElsewhere(History history) {
        List<Op> writes = history.writes().toList();
        for (Pair check : pairs(history, History::isBefore)) {
            for (Op write : writes) {
                if (write.thread() != check.read().thread()
                        || write.at() < check.read().at()) {
                    continue;
                }
                Optional<Op> over = writes.stream()
                        .filter(other -> other.thread() == check.write().thread() && History.isOver(other, write))
                        .findFirst();
                if (over.isPresent()) {
                    String one = history.thread(write);
                    return Optional.of(Naming.of(
                            Anomaly.CHECK_THEN_ACT,
                            one + " checked " + Phrases.valued(check.read()) + "; " + history.thread(over.get())
                                    + " changed it, and " + Phrases.thing(write) + ", before " + one + " wrote that.",
                            history.steps(check.read(), check.write(), over.get(), write)));
                }
            }
        }
        return Optional.empty();
    }

    /** Torn: what one adds to a text or a list in several steps, and another in between. */
    static Optional<Naming> mixedAdditions(History history) {
        List<Op> additions = history.writes()
                .filter(write -> !write.event().isSql() && write.access().effect() == Access.Effect.INSERT)
                .toList();
        for (Op first : additions) {
            for (Op between : additions) {
                if (between.thread() == first.thread() || between.at() < first.at() || !between.meets(first)) {
                    continue;
                }
                Optional<Op> second = additions.stream()
                        .filter(other ->
                                other.thread() == first.thread() && other.at() > between.at() && other.meets(first))
                        .findFirst();
                if (second.isPresent()) {
                    return Optional.of(Naming.of(
                            Anomaly.TORN_UPDATE,
                            history.thread(first) + " added to " + Phrases.thing(first) + " in several steps, and "
                                    + history.thread(between) + " added to it in between.",
                            history.steps(first, between, second.get())));
                }
            }
        }
        return Optional.empty();
    }
}
