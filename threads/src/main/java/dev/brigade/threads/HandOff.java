package dev.brigade.threads;

import dev.brigade.threads.QueueWaiter.Patience;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a {@link BoundedQueue}: the items, those that wait, and the lock. Safe from any thread.
 *
 * <p>Fair, by hand-off: who puts while others wait to take gives the item to the longest waiting of them; who takes while
 * others wait to put moves the item of the longest waiting into the queue. So nobody overtakes, and who is woken has what
 * it waited for.
 *
 * <p>All fields, and those of a waiter, are changed under {@code lock}, which is held for a few steps and never while
 * waiting. Three things are true whenever nobody holds it: if someone waits to take there are no items; if someone waits to
 * put the queue is full; if it is closed nobody waits. A waiter is {@code done} when it has been served or turned away, by
 * whoever takes it out of its queue. An interrupt, or the end of its time, counts only if it is not done when it has the
 * lock again: so no item is lost and none is put that the caller thinks it still has.
 */
final class HandOff<E> {

    /** How a put ended. */
    enum Outcome {
        PUT,
        FULL,
        CLOSED
    }

    private final MeetingPoint point;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<E> items = new ArrayDeque<>();
    /** Concurrent for readers without the lock only, as is {@code takers}. */
    private final Queue<QueueWaiter<E>> putters = new ConcurrentLinkedQueue<>();

    private final Queue<QueueWaiter<E>> takers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    HandOff(MeetingPoint point, int capacity) {
        this.point = point;
        this.capacity = capacity;
    }

    Outcome put(E item, Patience patience, Activity me) throws InterruptedException {
        lock.lock();
        try {
            if (closed) {
                return Outcome.CLOSED;
            }
            QueueWaiter<E> taker = takers.poll();
            if (taker != null) {
                taker.done(item);
                return Outcome.PUT;
            }
            if (items.size() < capacity) {
                items.add(item);
                return Outcome.PUT;
            }
            if (patience instanceof Patience.None) {
                return Outcome.FULL;
            }
            QueueWaiter<E> waiter = new QueueWaiter<>(me, lock.newCondition(), item);
            await(waiter, putters, State.WAITS_TO_PUT, patience);
            if (!waiter.done) {
                return Outcome.FULL;
            }
            return waiter.item == null ? Outcome.CLOSED : Outcome.PUT;
        } finally {
            lock.unlock();
        }
    }

    /** Null if there was no item within that patience, or it is closed and drained. */
    @Nullable
    E take(Patience patience, Activity me) throws InterruptedException {
        lock.lock();
        try {
            E item = items.poll();
            if (item != null) {
                admitPutters();
                return item;
            }
            if (closed || patience instanceof Patience.None) {
                return null;
            }
            QueueWaiter<E> waiter = new QueueWaiter<>(me, lock.newCondition(), null);
            await(waiter, takers, State.WAITS_TO_TAKE, patience);
            return waiter.item;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            turnAway(putters);
            turnAway(takers);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Removes the first item of which this is true. */
    boolean removeFirst(Predicate<? super E> which) {
        lock.lock();
        try {
            for (Iterator<E> each = items.iterator(); each.hasNext(); ) {
                if (which.test(each.next())) {
                    each.remove();
                    admitPutters();
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    List<E> copy() {
        lock.lock();
        try {
            return new ArrayList<>(items);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    E peek() {
        lock.lock();
        try {
            return items.peek();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }

    List<Activity> putters() {
        return activities(putters);
    }

    List<Activity> takers() {
        return activities(takers);
    }

    private void await(QueueWaiter<E> waiter, Queue<QueueWaiter<E>> waiters, State state, Patience patience)
            throws InterruptedException {
        Wait wait = waiter.activity.awaits(state, point, 1, patience instanceof Patience.Nanos);
        waiters.add(waiter);
        try {
            waiter.await(patience, wait);
        } finally {
            wait.end();
            if (!waiter.done) {
                waiters.remove(waiter);
            }
        }
    }

    /** After items have gone. */
    private void admitPutters() {
        while (items.size() < capacity) {
            QueueWaiter<E> putter = putters.poll();
            if (putter == null || putter.item == null) {
                return;
            }
            items.add(putter.item);
            putter.done(putter.item);
        }
    }

    private void turnAway(Queue<QueueWaiter<E>> waiters) {
        for (QueueWaiter<E> waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            waiter.done(null);
        }
    }

    private static List<Activity> activities(Queue<? extends QueueWaiter<?>> waiters) {
        List<Activity> activities = new ArrayList<>();
        for (QueueWaiter<?> waiter : waiters) {
            activities.add(waiter.activity);
        }
        return activities;
    }
}
