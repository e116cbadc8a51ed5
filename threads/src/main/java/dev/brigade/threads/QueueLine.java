package dev.brigade.threads;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait at a {@link BoundedQueue} for the same, the longest waiting first. Changed under the queue's lock only; {@link
 * #activities} may be read by any thread without it, and is weakly consistent.
 */
final class QueueLine<E> {
    private final Queue<QueueWaiter<E>> waiters = new ConcurrentLinkedQueue<>(); // for those that read without the lock
    private int length; // guarded by the queue's lock; as a rule 0, and then the others need not be looked at

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    void add(QueueWaiter<E> waiter) {
        waiters.add(waiter);
        length++;
    }

    /** Takes the longest waiting out. */
    @Nullable
    QueueWaiter<E> poll() {
        if (length == 0) {
            return null;
        }
        length--;
        return waiters.poll();
    }

    /** Takes the longest waiting of those that have an item out. */
    @Nullable
    QueueWaiter<E> pollWithItem() {
        if (length == 0) {
            return null;
        }
        for (Iterator<QueueWaiter<E>> each = waiters.iterator(); each.hasNext(); ) {
            QueueWaiter<E> waiter = each.next();
            if (waiter.item != null) {
                each.remove();
                length--;
                return waiter;
            }
        }
        return null;
    }

    void remove(QueueWaiter<E> waiter) {
        if (waiters.remove(waiter)) {
            length--;
        }
    }

    List<Activity> activities() {
        List<Activity> activities = new ArrayList<>();
        for (QueueWaiter<?> waiter : waiters) {
            activities.add(waiter.activity);
        }
        return activities;
    }
}
