package dev.brigade.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one holds at a time, who can be seen, and which has conditions. Safe from any thread.
 *
 * <p>{@code owner} is set by the thread that has just got the lock and cleared by it before it lets go, so it has one writer
 * at a time; readers may see it a moment late.
 */
public abstract sealed class OwnedLock extends AnnouncedLock permits NamedLock, NamedReadWriteLock.WriteLock {
    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(OwnedLock.class, "owner", Activity.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Activity owner; // written with release, read by others with acquire
    private final AtomicInteger unnamedConditions = new AtomicInteger();

    OwnedLock(String name, Family family) {
        super(name, family);
    }

    OwnedLock(String name, Family family, KeptPlaces places) {
        super(name, family, places);
    }

    /** Who holds it; empty if nobody does. */
    public Optional<Activity> owner() {
        return Optional.ofNullable((Activity) OWNER.getAcquire(this));
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
        Activity holder = owner;
        if (holds > 1 || holder == null) {
            inner().unlock();
            return;
        }
        holder.before(Step.RELEASE, this);
        try {
            releasedBy(holder);
        } finally { // whatever goes wrong with what is told of it
            OWNER.setRelease(this, (Activity) null);
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
        OWNER.setRelease(this, me);
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
        Activity holder = owner;
        Activity before = holder == null ? me : holder;
        before.letsGo(this);
        OWNER.setRelease(this, (Activity) null);
        return before;
    }

    /** After a wait at a condition, holding the lock again. */
    void ownedAgain(Activity holder) {
        knowsNoMore();
        OWNER.setRelease(this, holder); // first: what is remembered of it may fail, and the lock is held all the same
        holder.holds(this);
    }
}
