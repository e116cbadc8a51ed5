package dev.brigade.data;

import dev.brigade.data.jdbc.Durations;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.QueueFullException;
import dev.brigade.threads.QueuePlace;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an item into the place of a queue that was reserved for it, once its transaction has committed. Confined to the
 * transaction's thread.
 */
record ReservedPut<T>(Activity activity, QueuePlace<? super T> place, T item) implements Work.Hook {
    private static final Logger LOG = LoggerFactory.getLogger(ReservedPut.class);

    /**
     * Reserves the place.
     *
     * @throws QueueFullException if there is none within {@code wait}
     */
    static <Q, T extends Q> ReservedPut<T> reserve(Activity activity, BoundedQueue<Q> queue, T item, Duration wait)
            throws InterruptedException {
        QueuePlace<Q> place = queue.reserve(Durations.nanos(wait), TimeUnit.NANOSECONDS)
                .orElseThrow(() -> new QueueFullException("Queue \"" + queue.name() + "\" had none of its "
                        + queue.capacity() + " places for " + activity + " within "
                        + TimeUnit.NANOSECONDS.toMillis(Durations.nanos(wait))
                        + " ms. Give it more threads that consume it, or more places"));
        return new ReservedPut<>(activity, place, item);
    }

    /** After the commit. */
    @Override
    public void run() {
        place.put(item);
    }

    /** After a rollback, or a commit of which nobody knows whether it happened. */
    void giveBack(boolean outcomeUnknown) {
        place.close();
        if (outcomeUnknown) {
            LOG.error(
                    "{} may have committed or not, and its item {} is not in queue \"{}\". What must not be lost is a row too,"
                            + " from which the queue is filled at the next start",
                    activity,
                    item,
                    place.queue().name());
        }
    }
}
