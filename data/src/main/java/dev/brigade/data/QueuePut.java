package dev.brigade.data;

import dev.brigade.data.jdbc.Failures;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.QueueClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an item into a queue once its transaction has committed. Confined to the transaction's thread. */
record QueuePut<T>(Activity activity, BoundedQueue<? super T> queue, T item) implements Work.Hook {
    private static final Logger LOG = LoggerFactory.getLogger(QueuePut.class);

    @Override
    public void run() {
        try {
            queue.put(item);
        } catch (QueueClosedException _) {
            lost("the queue is closed");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            lost("its thread was interrupted while it waited for room");
        } catch (DeadlockException deadlock) {
            lost(Failures.reason(deadlock));
        }
    }

    private void lost(String reason) {
        LOG.error(
                "{} has committed, but its item {} is not in queue \"{}\": {}. What must not be lost is a row too, from which"
                        + " the queue is filled at the next start",
                activity,
                item,
                queue.name(),
                reason);
    }
}
