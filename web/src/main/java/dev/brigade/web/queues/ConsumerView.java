package dev.brigade.web.queues;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What becomes of the items of a queue, for people: since the start, and at this moment. Immutable; its figures are of slightly
 * different moments.
 *
 * @param queue the name of the queue
 * @param threads how many items are worked on at once
 * @param queued how many items are in the queue
 * @param capacity how many it holds
 * @param counts what happened since the start
 * @param waiting how many items wait for their next try
 * @param working the items that are worked on
 */
public record ConsumerView(
        String queue, int threads, int queued, int capacity, Counts counts, int waiting, List<Item> working) {
    public ConsumerView {
        working = List.copyOf(working);
    }

    /**
     * What happened since the start.
     *
     * @param taken items that were taken from the queue
     * @param succeeded items whose work has returned
     * @param failed items that have finally failed
     * @param retried further tries after a failure
     * @param conflicts further runs after a conflict with another transaction
     */
    public record Counts(long taken, long succeeded, long failed, long retried, long conflicts) {}

    /**
     * An item that is worked on.
     *
     * @param activity who works on it: {@code pass #812}
     * @param item the item, in one line, cut to 100 characters
     * @param tries which try this is, from 1
     * @param since how long ago it was taken
     * @param doing what its thread does: {@code waits for lock "oven" in …}
     */
    public record Item(String activity, String item, int tries, Duration since, String doing) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s on %s%s, taken %.1f s ago, %s",
                    activity,
                    item,
                    tries > 1 ? " in try " + tries : "",
                    since.toMillis() / 1000.0,
                    doing);
        }
    }

    /** In one line. */
    @Override
    public String toString() {
        String text = String.format(
                Locale.ROOT,
                "queue %s  %d of %d places taken, %d threads, %d items taken, %d succeeded, %d failed, %d tries again,"
                        + " %d runs after a conflict",
                queue,
                queued,
                capacity,
                threads,
                counts.taken(),
                counts.succeeded(),
                counts.failed(),
                counts.retried(),
                counts.conflicts());
        if (waiting > 0) {
            text += ", " + waiting + " wait for their next try";
        }
        return working.isEmpty()
                ? text
                : text + "; at work: " + working.stream().map(Item::toString).collect(Collectors.joining("; "));
    }
}
