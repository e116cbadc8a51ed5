package dev.brigade.check.naming;

import dev.brigade.check.naming.Event.Kind;
import java.util.List;

/** Runs of two threads, A and B, which end as they should. */
final class TwoThreads {
    private TwoThreads() {}

    static Event commit(int thread, int transaction) {
        return Event.end(thread, Kind.COMMIT, transaction);
    }

    static Naming name(Event... events) {
        return name(List.of(events));
    }

    static Naming name(List<Event> events) {
        return Classifier.name(Run.of(List.of("A", "B"), events, Run.End.NORMAL));
    }
}
