package dev.brigade.threads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock with a name, whose waiters can be seen: a {@link NamedLock}, or a side of a {@link NamedReadWriteLock}. It
 * is a lock of {@code java.util.concurrent} inside and keeps its contract; the thread that locks is the one that unlocks. Safe
 * from any thread.
 *
 * <p>What it adds: {@code known} holds the activity of each thread that is about to queue or to enter a wait set, put there by
 * that thread and removed when it has the lock or has given up; it only translates the threads that the lock inside says
 * are queued. Who holds it is kept by the subclasses, written by a thread that has just got the lock ({@link #gotBy}), and
 * again by that thread before it lets go; so readers may see it a moment late.
 */
public abstract sealed class AnnouncedLock implements Lock, Releasable permits OwnedLock, NamedReadWriteLock.ReadLock {
    private final String name;
    private final Family family;
    private final KeptPlaces places;
    private final Map<Thread, Activity> known = new ConcurrentHashMap<>();

    AnnouncedLock(String name, Family family) {
        this(name, family, new KeptPlaces());
    }

    /** @param places which sides of one lock share, as they share its queue */
    AnnouncedLock(String name, Family family, KeptPlaces places) {
        this.name = name;
        this.family = family;
        this.places = places;
    }

    @Override
    public Kind kind() {
        return Kind.LOCK;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Family family() {
        return family;
    }

    /** Whether it is taken in the order of arrival. */
    public abstract boolean isFair();

    public abstract boolean isHeldByCurrentThread();

    /** How many times the current thread holds it. */
    public abstract int holdCount();

    /**
     * Who is in the entry queue, the longest waiting first: those that want the lock, and those that left a wait set,
     * because they were signalled or their time was over, and want it again. Weakly consistent.
     */
    public List<Activity> waiters() {
        List<Activity> waiters = new ArrayList<>();
        for (Thread thread : queued()) {
            knownAs(thread).ifPresent(waiters::add);
        }
        return waiters.reversed();
    }

    /**
     * Locks, until the returned {@link Held} is closed.
     *
     * @throws DeadlockException if it would have waited for ever, as {@link #lock} does
     */
    public Held hold() {
        Held held = new Held(this::unlock); // first, since there may be no memory for it
        lock();
        return held;
    }

    /** @throws DeadlockException if the guard found that it would have waited for ever */
    @Override
    public void lock() {
        if (lockedAgain()) {
            return;
        }
        Activity me = begin(Step.ACQUIRE);
        me.wants(this);
        if (!taken()) {
            refuseInVain(me);
            try {
                Wait wait = beginWait(me, false);
                if (isFair()) {
                    places.uninterruptibly(wait, this::locked, inner()::unlock);
                } else {
                    wait.uninterruptibly(this::locked, inner()::unlock);
                }
            } finally {
                known.remove(Thread.currentThread());
            }
        }
        acquiredBy(me);
    }

    /** @throws DeadlockException if the guard found that it would have waited for ever */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        throwIfInterrupted();
        if (lockedAgain()) {
            return;
        }
        Activity me = begin(Step.ACQUIRE);
        me.wants(this);
        if (!taken()) {
            refuseInVain(me);
            try {
                waitFor(me, false, this::locked);
            } finally {
                known.remove(Thread.currentThread());
            }
        }
        acquiredBy(me);
    }

    /** Takes the lock if it is free at this moment, even if others queue and the lock is fair. */
    @Override
    public boolean tryLock() {
        if (lockedAgain()) {
            return true;
        }
        Activity me = begin(Step.TRY_ACQUIRE);
        if (!inner().tryLock()) {
            return false;
        }
        acquiredBy(me);
        return true;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        throwIfInterrupted();
        if (lockedAgain()) {
            return true;
        }
        Activity me = begin(Step.TRY_ACQUIRE);
        if (!taken()) {
            try {
                long end = System.nanoTime() + Math.max(0, unit.toNanos(time));
                if (!waitFor(me, true, () -> inner().tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS))) {
                    return false;
                }
            } finally {
                known.remove(Thread.currentThread());
            }
        }
        acquiredBy(me);
        return true;
    }

    @Override
    public void releaseLeft(Activity holder) {
        while (isHeldByCurrentThread()) {
            unlock();
        }
    }

    /** The lock inside. */
    abstract Lock inner();

    /** The threads in the entry queue, the longest waiting last; for a side of a lock also those of the other side. */
    abstract Collection<Thread> queued();

    abstract boolean hasQueuedThreads();

    /** Whether it may be tried at once although others queue. */
    abstract boolean mayOvertake();

    /** Who holds it against others, if it is one. */
    abstract Optional<Activity> blockedBy();

    /** {@code me}, on whose thread this is, has got it, for the first time if its count is 1. */
    abstract void gotBy(Activity me);

    /** Throws if the current thread would wait for itself. */
    void refuseInVain(Activity me) {}

    /** The current thread holds it and has got it once more. */
    void gotAgain() {}

    /** Records that {@code holder} lets it go, which it is about to do. */
    final void releasedBy(Activity holder) {
        if (hasQueuedThreads()) { // who waits for it wants to know when; else the clock is not worth it
            holder.record(Entry.RELEASED, 1, this, null, System.nanoTime());
        } else {
            holder.record(Entry.RELEASED, 1, this);
        }
        holder.letsGo(this);
    }

    /** The activity of a queued thread, if it queues here. */
    final Optional<Activity> knownAs(Thread thread) {
        return Optional.ofNullable(known.get(thread));
    }

    final void knows(Activity me) {
        known.put(Thread.currentThread(), me);
    }

    final void knowsNoMore() {
        known.remove(Thread.currentThread());
    }

    /** How many threads have an entry in {@code known}: none when nobody waits. For tests. */
    final int knownThreads() {
        return known.size();
    }

    private Activity begin(Step step) {
        Activity me = Activity.current();
        me.before(step, this);
        return me;
    }

    private boolean lockedAgain() {
        if (!isHeldByCurrentThread()) {
            return false;
        }
        inner().lock();
        boolean counted = false;
        try {
            gotAgain();
            counted = true;
        } finally {
            if (!counted) { // as in acquiredBy
                inner().unlock();
            }
        }
        return true;
    }

    /** Without a wait, and not before those that queue if that is not allowed. */
    private boolean taken() {
        return (mayOvertake() || !hasQueuedThreads()) && inner().tryLock();
    }

    private Wait beginWait(Activity me, boolean timed) {
        knows(me);
        @Nullable Activity holder = blockedBy().orElse(null);
        return me.awaits(State.WAITS_FOR_LOCK, this, 1, timed, holder);
    }

    private boolean waitFor(Activity me, boolean timed, Wait.Attempt attempt) throws InterruptedException {
        Wait wait = beginWait(me, timed);
        return isFair()
                ? places.interruptibly(wait, attempt, inner()::unlock)
                : wait.by(true, attempt, inner()::unlock);
    }

    private boolean locked() throws InterruptedException {
        inner().lockInterruptibly();
        return true;
    }

    private void acquiredBy(Activity me) {
        boolean owned = false;
        try {
            me.acquired(this, 1); // who sees the owner sees the event
            gotBy(me);
            owned = true;
        } finally {
            if (!owned) { // no memory, no stack: who gets an error does not have it, and will not unlock it
                inner().unlock();
                me.letsGo(this);
            }
        }
        me.after(Step.ACQUIRE, this);
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
