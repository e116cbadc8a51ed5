package dev.brigade.web;

import java.util.concurrent.atomic.LongAdder;

/** What the requests of a route did since the start. Safe from any thread; its figures are of slightly different moments. */
final class RouteCounts {
    private final LongAdder requests = new LongAdder();
    private final LongAdder conflicts = new LongAdder();

    /** A request is done, however it ended. */
    void request() {
        requests.increment();
    }

    /** A run met a conflict, and another follows. */
    void conflict() {
        conflicts.increment();
    }

    long requests() {
        return requests.sum();
    }

    long conflicts() {
        return conflicts.sum();
    }
}
