package dev.brigade.web.admission;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many requests run at once and no more; a bounded number of others wait, first come, first served, for a limited
 * time. So a crowd costs waiting and, beyond that, refusals, and never the memory or the time of those that run.
 *
 * <p><b>Permits and claims.</b> {@code balance} begins as the number of permits. Entering takes one off and leaving puts one
 * on, so that both are a single atomic step while there are permits. Who finds none left has a <i>claim</i>: {@code balance}
 * is then negative, and {@code -balance} is the number of claims that nobody has answered. Who leaves and finds a negative
 * balance has answered a claim by that very step, and owes its permit to one of those that have a claim: under {@code
 * guard} it grants it to the first in {@code queue}, or, if the claim is not in the queue yet, notes it in {@code owed} for
 * the next that comes to queue.
 *
 * <p><b>Giving up.</b> A claim may be taken back only while {@code balance} is negative, by a compare-and-set that makes it
 * one larger: then it was one that nobody has answered. If the balance is not negative, each claim has been answered, and
 * the one that wants to give up gets its permit in a moment, and takes it, or passes it on. So there are always as many
 * answers on their way as claims that they will find, and no permit is lost or doubled.
 *
 * <p>Fair: permits are granted in the order of the queue, and while there is a claim the balance is negative, so no
 * newcomer finds a permit.
 *
 * <p>On the way without a wait nothing is announced, since an event would cost more than the permit.
 */
public final class Admission implements MeetingPoint {

    /** How an attempt to enter ended. */
    public enum Entry {
        ADMITTED,
        /** As many wait as may. */
        FULL,
        /** It has waited as long as one may. */
        TOO_LONG
    }

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;
    }

    private final int running;
    private final int waiting;
    private final long patience;
    private final AtomicInteger balance;
    private final ReentrantLock guard = new ReentrantLock();
    private final Deque<Waiter> queue = new ArrayDeque<>(); // guarded by guard
    private int owed; // guarded by guard

    /**
     * @param running how many run at most
     * @param waiting how many wait at most
     * @param patience how long each waits at most
     */
    public Admission(int running, int waiting, Duration patience) {
        this.running = running;
        this.waiting = waiting;
        this.patience = patience.toNanos();
        this.balance = new AtomicInteger(running);
    }

    /** How many may run at most. */
    public int places() {
        return running;
    }

    @Override
    public Kind kind() {
        return Kind.SEMAPHORE;
    }

    @Override
    public String name() {
        return "requests";
    }

    /** How many run at this moment. */
    public int running() {
        return Math.min(running, running - balance.get());
    }

    /** How many wait at this moment. */
    public int waiting() {
        return Math.max(0, -balance.get());
    }

    /**
     * Takes a permit; who is admitted must {@link #leave}.
     *
     * @throws InterruptedException if interrupted while it waits; it has no permit then
     */
    public Entry enter(Activity activity) throws InterruptedException {
        if (balance.getAndDecrement() > 0) {
            return Entry.ADMITTED;
        }
        Waiter waiter = new Waiter();
        guard.lock();
        try {
            if (owed > 0) {
                owed--;
                return Entry.ADMITTED;
            }
            if (queue.size() >= waiting && takenBack()) {
                return Entry.FULL;
            }
            queue.add(waiter);
        } finally {
            guard.unlock();
        }
        Status before = activity.enter(State.WAITS_FOR_PERMIT, this, "");
        try {
            return await(waiter);
        } finally {
            activity.leave(before);
        }
    }

    /** Gives the permit back; any thread. */
    public void leave() {
        if (balance.getAndIncrement() >= 0) {
            return;
        }
        guard.lock();
        try {
            Waiter next = queue.poll();
            if (next == null) {
                owed++;
            } else {
                next.granted = true;
                LockSupport.unpark(next.thread);
            }
        } finally {
            guard.unlock();
        }
    }

    private Entry await(Waiter waiter) throws InterruptedException {
        long deadline = System.nanoTime() + patience;
        while (!waiter.granted) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return givenUp(waiter);
            }
            LockSupport.parkNanos(this, left);
        }
        return Entry.ADMITTED;
    }

    private Entry givenUp(Waiter waiter) throws InterruptedException {
        boolean without;
        guard.lock();
        try {
            without = !waiter.granted && takenBack();
            if (without) {
                queue.remove(waiter);
            }
        } finally {
            guard.unlock();
        }
        boolean interrupted = Thread.interrupted();
        if (!without) {
            while (!waiter.granted) { // the one who answered the claim is about to take the guard
                LockSupport.parkNanos(this, 1_000_000);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                leave();
            }
        }
        if (interrupted) {
            throw new InterruptedException("Interrupted while it waited to be admitted");
        }
        return without ? Entry.TOO_LONG : Entry.ADMITTED;
    }

    /** Takes a claim back that nobody has answered, if there is one. */
    private boolean takenBack() {
        for (int seen = balance.get(); seen < 0; seen = balance.get()) {
            if (balance.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
        return false;
    }
}
