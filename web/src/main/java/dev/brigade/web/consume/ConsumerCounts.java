package dev.brigade.web.consume;

import dev.brigade.web.queues.ConsumerView;
import java.util.concurrent.atomic.LongAdder;

/** What happened to the items of a queue since the start. Safe from any thread. */
final class ConsumerCounts {
    final LongAdder taken = new LongAdder();
    final LongAdder succeeded = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder conflicts = new LongAdder();

    ConsumerView.Counts view() {
        return new ConsumerView.Counts(taken.sum(), succeeded.sum(), failed.sum(), retried.sum(), conflicts.sum());
    }
}
