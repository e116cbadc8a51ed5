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
 * <p>{@code last} and {@code isHeld} are set by the thread that has just got the lock, and {@code isHeld} is cleared by it before it lets
 * go, so they have one writer at a time; readers may see them a moment late. {@code last} stays: who takes the lock again, as most do,
 * has no reference to store, which for the collector's sake costs more than the lock.
 */
public abstract sealed class OwnedLock extends AnnouncedLock permits NamedLock, NamedReadWriteLock.WriteLock {
    private static final VarHandle IS_HELD;

    static {
        try {
            IS_HELD = MethodHandles.lookup().findVarHandle(OwnedLock.class, "isHeld", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Who holds it, or has held it last. */
    private @Nullable Activity last;

    private boolean isHeld; // by IS_HELD only, but for the thread that holds the lock
    private final AtomicInteger unnamedConditions = new AtomicInteger();

    OwnedLock(String name, Family family) {
        super(name, family);
    }

    /** Who holds it; empty if nobody does. */
    public Optional<Activity> owner() {
        return (boolean) IS_HELD.getAcquire(this) ? Optional.ofNullable(last) : Optional.empty();
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
        if (!isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException("Lock \"" + name() + "\" is held by " + Names.orNobody(owner())
                    + ", and " + Activity.current() + " on thread \""
                    + Thread.currentThread().getName()
                    + "\" wants to unlock it. Only the thread that locked it may, once for each lock(); use try (var"
                    + " held = lock.hold())");
        }
        Activity holder = holder();
        if (holdCount() > 1 || holder == null) {
            inner().unlock();
            return;
        }
        holder.before(Step.RELEASE, this);
        releasedBy(holder);
        IS_HELD.setRelease(this, false);
        lastUnlock();
        inner().unlock();
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
        if (!me.equals(last)) {
            last = me;
        }
        IS_HELD.setRelease(this, true);
    }

    /** Of the thread that holds it; null if it has not said so. */
    private @Nullable Activity holder() {
        return isHeld ? last : null;
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
        Activity holder = holder();
        Activity before = holder == null ? me : holder;
        before.letsGo(this);
        IS_HELD.setRelease(this, false);
        return before;
    }

    /** After a wait at a condition, holding the lock again. */
    void ownedAgain(Activity holder) {
        knowsNoMore();
        holder.holds(this);
        gotBy(holder);
    }
}
