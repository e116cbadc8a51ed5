package dev.brigade.threads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock with a name, whose owner and waiters can be seen. It is a {@link ReentrantLock} inside and keeps its
 * contract, fair or not; the thread that locks is the one that unlocks. Safe from any thread.
 *
 * <p>What it adds: {@code owner} is set by the thread that has just got the lock and cleared by it before it lets go, so it
 * has one writer at a time; readers may see it a moment late. {@code known} holds the activity of each thread that is about
 * to queue or to enter a wait set, put there by that thread and removed when it has the lock or has given up; it only
 * translates the threads that the {@code ReentrantLock} says are queued.
 *
 * {@snippet :
 * NamedLock oven = new NamedLock("oven");
 * NamedCondition free = oven.condition("oven free");
 * boolean[] taken = {false};
 * try (var _ = oven.hold()) {
 *     while (taken[0]) {
 *         free.await();
 *     }
 *     taken[0] = true;
 * }
 * }
 */
public final class NamedLock implements Lock, MeetingPoint, Releasable {
    private final String name;
    private final Family family;
    private final Sync sync;
    private final AtomicReference<@Nullable Activity> owner = new AtomicReference<>();
    private final Map<Thread, Activity> known = new ConcurrentHashMap<>();
    private final AtomicInteger unnamedConditions = new AtomicInteger();
    private volatile boolean heldForLong;

    /** A lock that, when it is released, may be taken by whoever comes at that moment: fast. */
    public NamedLock(String name) {
        this(name, false);
    }

    /** A lock that, if {@code fair}, is taken in the order of arrival, as {@link ReentrantLock} describes it. */
    public NamedLock(String name, boolean fair) {
        this.name = Names.checked("lock", name);
        this.family = new Family(Kind.LOCK, name);
        this.sync = new Sync(fair);
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

    /** Its owner. */
    @Override
    public Blockers blockers(int need) {
        Activity holder = owner.getAcquire();
        return holder == null ? Blockers.UNKNOWN : Blockers.one(holder);
    }

    public boolean isFair() {
        return sync.isFair();
    }

    /** Who holds it; empty if nobody does. */
    public Optional<Activity> owner() {
        return Optional.ofNullable(owner.getAcquire());
    }

    /**
     * Who is in the entry queue, the longest waiting first: those that want the lock, and those that left a wait set,
     * because they were signalled or their time was over, and want it again. Weakly consistent.
     */
    public List<Activity> waiters() {
        List<Activity> waiters = new ArrayList<>();
        for (Thread thread : sync.queued()) {
            Activity activity = known.get(thread);
            if (activity != null) {
                waiters.add(activity);
            }
        }
        return waiters.reversed();
    }

    /**
     * Says that it may be held while time passes, since it stands for a thing that is in use, such as an oven in which
     * something bakes: the guard does not warn of that.
     */
    public NamedLock heldForLong() {
        heldForLong = true;
        return this;
    }

    /** Whether it {@linkplain #heldForLong may be held} while time passes. */
    public boolean isHeldForLong() {
        return heldForLong;
    }

    public boolean isHeldByCurrentThread() {
        return sync.isHeldByCurrentThread();
    }

    /** How many times the current thread holds it. */
    public int holdCount() {
        return sync.getHoldCount();
    }

    /** Locks, until the returned {@link Held} is closed. */
    public Held hold() {
        lock();
        return new Held(this::unlock);
    }

    @Override
    public void lock() {
        if (lockedAgain()) {
            return;
        }
        Activity me = Activity.current();
        me.before(Step.ACQUIRE, this);
        me.wants(this);
        if (!taken()) {
            try {
                beginWait(me, false).uninterruptibly(this::locked);
            } finally {
                known.remove(Thread.currentThread());
            }
        }
        acquiredBy(me);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        throwIfInterrupted();
        if (lockedAgain()) {
            return;
        }
        Activity me = Activity.current();
        me.before(Step.ACQUIRE, this);
        me.wants(this);
        if (!taken()) {
            try {
                beginWait(me, false).by(true, this::locked);
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
        Activity me = Activity.current();
        me.before(Step.ACQUIRE, this);
        if (!sync.tryLock()) {
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
        Activity me = Activity.current();
        me.before(Step.ACQUIRE, this);
        if (!taken()) {
            try {
                if (!beginWait(me, true).by(true, () -> sync.tryLock(time, unit))) {
                    return false;
                }
            } finally {
                known.remove(Thread.currentThread());
            }
        }
        acquiredBy(me);
        return true;
    }

    /**
     * Releases the lock.
     *
     * @throws IllegalMonitorStateException if the current thread does not hold it
     */
    @Override
    public void unlock() {
        if (!sync.isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException("Lock \"" + name + "\" is held by " + Names.orNobody(owner())
                    + ", and " + Activity.current() + " on thread \""
                    + Thread.currentThread().getName()
                    + "\" wants to unlock it. Only the thread that locked it may, once for each lock(); use try (var"
                    + " held = lock.hold())");
        }
        Activity holder = owner.getPlain();
        if (sync.getHoldCount() > 1 || holder == null) {
            sync.unlock();
            return;
        }
        holder.before(Step.RELEASE, this);
        if (sync.hasQueuedThreads()) { // who waits for it wants to know when; else the clock is not worth it
            holder.record(Entry.RELEASED, 1, this, null, System.nanoTime());
        } else {
            holder.record(Entry.RELEASED, 1, this);
        }
        holder.letsGo(this);
        owner.setRelease(null);
        sync.unlock();
        holder.after(Step.RELEASE, this);
    }

    @Override
    public void releaseLeft(Activity holder) {
        while (sync.isHeldByCurrentThread()) {
            unlock();
        }
    }

    /** A condition of this lock, named after it. */
    @Override
    public NamedCondition newCondition() {
        return condition(name + " condition " + unnamedConditions.incrementAndGet());
    }

    /** A condition of this lock. */
    public NamedCondition condition(String name) {
        return new NamedCondition(this, name);
    }

    @Override
    public String toString() {
        return "lock \"" + name + "\" held by " + Names.orNobody(owner());
    }

    /** Whether {@code thread} is in the entry queue. */
    boolean isQueued(Thread thread) {
        return sync.hasQueuedThread(thread);
    }

    /** How many threads have an entry in {@code known}: none when nobody waits. For tests. */
    int knownThreads() {
        return known.size();
    }

    /** A condition for one waiter. */
    Condition privateCondition() {
        return sync.newCondition();
    }

    /** Before {@code me} waits at a condition, still holding the lock; returns the owner, for {@link #ownedAgain}. */
    Activity ownerWaits(Activity me) {
        known.put(Thread.currentThread(), me);
        Activity holder = owner.getPlain();
        Activity before = holder == null ? me : holder;
        before.letsGo(this);
        owner.setRelease(null);
        return before;
    }

    /** After a wait at a condition, holding the lock again. */
    void ownedAgain(Activity holder) {
        known.remove(Thread.currentThread());
        holder.holds(this);
        owner.setRelease(holder);
    }

    private boolean lockedAgain() {
        if (!sync.isHeldByCurrentThread()) {
            return false;
        }
        sync.lock();
        return true;
    }

    /** Without a wait; a fair lock is not taken before those that queue. */
    private boolean taken() {
        return (!sync.isFair() || !sync.hasQueuedThreads()) && sync.tryLock();
    }

    private Wait beginWait(Activity me, boolean timed) {
        known.put(Thread.currentThread(), me);
        return me.awaits(State.WAITS_FOR_LOCK, this, 1, timed, owner.getAcquire());
    }

    private boolean locked() throws InterruptedException {
        sync.lockInterruptibly();
        return true;
    }

    private void acquiredBy(Activity me) {
        me.acquired(this, 1); // who sees the owner sees the event
        owner.setRelease(me);
        me.after(Step.ACQUIRE, this);
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static final class Sync extends ReentrantLock {
        private static final long serialVersionUID = 1;

        Sync(boolean fair) {
            super(fair);
        }

        /** The longest waiting last. */
        Collection<Thread> queued() {
            return getQueuedThreads();
        }
    }
}
