package dev.brigade.threads;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one holds at a time, who can be seen, and which has conditions. Safe from any thread.
 *
 * <p>{@code owner} is set by the thread that has just got the lock and cleared by it before it lets go, so it has one writer
 * at a time; readers may see it a moment late.
 */
public abstract sealed class OwnedLock extends AnnouncedLock permits NamedLock, NamedReadWriteLock.WriteLock {
    private final AtomicReference<@Nullable Activity> owner = new AtomicReference<>();
    private final AtomicInteger unnamedConditions = new AtomicInteger();

    OwnedLock(String name, Family family) {
        super(name, family);
    }

    OwnedLock(String name, Family family, KeptPlaces places) {
        super(name, family, places);
    }

    /** Who holds it; empty if nobody does. */
    public Optional<Activity> owner() {
        return Optional.ofNullable(owner.getAcquire());
    }

    /** Its owner. */
    @Override
    public Blockers blockers(int need) {
        return owner().map(Blockers::one).orElse(Blockers.UNKNOWN);
    }

    /**
     * Releases the lock.
     *
     * @throws IllegalMonitorStateException if the current thread does not hold it
     */
    @Override
    public void unlock() {
        int holds = holdCount();
        if (holds == 0) {
            throw new IllegalMonitorStateException("Lock \"" + name() + "\" is held by " + Names.orNobody(owner())
                    + ", and " + Activity.current() + " on thread \""
                    + Thread.currentThread().getName()
                    + "\" wants to unlock it. Only the thread that locked it may, once for each lock(); use try (var"
                    + " held = lock.hold())");
        }
        Activity holder = owner.getPlain();
        if (holds > 1 || holder == null) {
            inner().unlock();
            return;
        }
        holder.before(Step.RELEASE, this);
        try {
            releasedBy(holder);
        } finally { // whatever goes wrong with what is told of it
            owner.setRelease(null);
            try {
                lastUnlock();
            } finally {
                inner().unlock();
            }
        }
        holder.after(Step.RELEASE, this);
    }

    /** A condition of this lock, named after it. */
    @Override
    public NamedCondition newCondition() {
        return condition(name() + " condition " + unnamedConditions.incrementAndGet());
    }

    /** A condition of this lock. */
    public NamedCondition condition(String name) {
        return new NamedCondition(this, name);
    }

    @Override
    public String toString() {
        return "lock \"" + name() + "\" held by " + Names.orNobody(owner());
    }

    @Override
    Optional<Activity> blockedBy() {
        return owner();
    }

    @Override
    void gotBy(Activity me) {
        owner.setRelease(me);
    }

    /** The thread that holds it is about to let it go altogether. */
    void lastUnlock() {}

    /** Whether {@code thread} is in the entry queue. */
    abstract boolean isQueued(Thread thread);

    /** A condition for one waiter. */
    final Condition privateCondition() {
        return inner().newCondition();
    }

    /** Before {@code me} waits at a condition, still holding the lock; returns the owner, for {@link #ownedAgain}. */
    Activity ownerWaits(Activity me) {
        knows(me);
        Activity holder = owner.getPlain();
        Activity before = holder == null ? me : holder;
        before.letsGo(this);
        owner.setRelease(null);
        return before;
    }

    /** After a wait at a condition, holding the lock again. */
    void ownedAgain(Activity holder) {
        knowsNoMore();
        owner.setRelease(holder); // first: what is remembered of it may fail, and the lock is held all the same
        holder.holds(this);
    }
}
