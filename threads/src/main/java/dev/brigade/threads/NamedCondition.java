package dev.brigade.threads;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A condition with a name, of a {@link NamedLock} or the write lock of a {@link NamedReadWriteLock}. It shows each phase of a wait:
 *
 * <ol>
 *   <li>The activity holds the lock.
 *   <li>{@code await} enters the <b>wait set</b> and releases the lock: {@link State#IN_WAIT_SET}.
 *   <li>Another one that holds the lock <b>signals</b>: the longest waiting is taken out of the wait set and moved to the
 *       lock's entry queue. It is still blocked: {@link State#REACQUIRES_LOCK}, at the lock, by whom and when.
 *   <li>It <b>has the lock again</b> and {@code await} returns: {@link State#RUNNING}.
 *   <li>It checks its predicate again, and may wait again: others may have had the lock in between.
 * </ol>
 *
 * <p><b>Why it is exact.</b> The wait set is our own queue, first in first out, and each waiter has a private condition of
 * the lock, so a signal goes to the waiter that we chose and to no other. The wait set and a waiter's {@code signalledBy}
 * are changed only by a thread that holds the lock. A waiter whose time is over, or that is interrupted, leaves the wait
 * set itself, when it has the lock again; until then it is in the wait set and may be signalled, and if it was, it has been
 * signalled: {@code await} then returns normally and the interrupt stays pending. So each signal wakes exactly one that
 * was in the wait set, and none is lost. (Until it has the lock again, such a waiter's status is still
 * {@code IN_WAIT_SET}; {@link OwnedLock#waiters} has it already.)
 *
 * <p><b>The status</b> of a waiter is written by itself before it releases the lock, by the signaller while that holds the
 * lock, and by itself when it has the lock again: one lock orders all three.
 *
 * <p>No wake-up is spurious; a loop around {@code await} is needed all the same, for phase five. All methods but
 * {@link #waiters}, {@link #name} and {@link #lock} need the lock, and throw {@link IllegalMonitorStateException} without.
 */
public final class NamedCondition implements Condition, MeetingPoint {
    private static final Set<Class<?>> CONDITIONS = Set.of(NamedCondition.class, KeyedCondition.class);

    private final OwnedLock lock;
    private final String name;
    /** Concurrent for readers without the lock only. */
    private final Queue<Waiter> waitSet = new ConcurrentLinkedQueue<>();

    /** The last signal, if nobody heard it and somebody wants to know. Guarded by the lock. */
    private Optional<UnheardSignal> unheard = Optional.empty();

    /** One {@code await}. What is not final is guarded by the lock. */
    private static final class Waiter {
        final Activity activity;
        final Activity holder;
        final Condition turn;
        final Status before;
        final long enteredNanos;
        /** Where the application waits, if somebody wants to know. */
        final StackWalker.@Nullable StackFrame site;

        @Nullable
        Activity signalledBy;

        long signalledNanos;

        Waiter(
                Activity activity,
                Activity holder,
                Condition turn,
                Status before,
                long enteredNanos,
                StackWalker.@Nullable StackFrame site) {
            this.enteredNanos = enteredNanos;
            this.site = site;
            this.activity = activity;
            this.holder = holder;
            this.turn = turn;
            this.before = before;
        }

        boolean waits() {
            return signalledBy == null;
        }

        /** An interrupt counts only if no signal came before the lock was held again. */
        void interrupted(InterruptedException e) throws InterruptedException {
            if (waits()) {
                throw e;
            }
            Thread.currentThread().interrupt();
        }
    }

    NamedCondition(OwnedLock lock, String name) {
        this.lock = lock;
        this.name = Names.checked("condition", name);
    }

    @Override
    public Kind kind() {
        return Kind.CONDITION;
    }

    @Override
    public String name() {
        return name;
    }

    /** The lock that it belongs to. */
    public OwnedLock lock() {
        return lock;
    }

    /** Who is in the wait set, the longest waiting first. Weakly consistent; needs no lock. */
    public List<Activity> waiters() {
        List<Activity> waiters = new ArrayList<>();
        for (Waiter waiter : waitSet) {
            waiters.add(waiter.activity);
        }
        return waiters;
    }

    /**
     * Whether {@code thread}, which is in the wait set as far as its status says, has left it because its time was over or it
     * was interrupted, and waits for the lock. Safe from any thread; a moment late.
     */
    public boolean isLeaving(Thread thread) {
        return lock.isQueued(thread);
    }

    @Override
    public void await() throws InterruptedException {
        Waiter me = enterWaitSetUnlessInterrupted();
        try {
            while (me.waits()) {
                me.turn.await();
            }
        } catch (InterruptedException e) {
            me.interrupted(e);
        } finally {
            hasLockAgain(me);
        }
    }

    @Override
    public void awaitUninterruptibly() {
        Waiter me = enterWaitSet();
        try {
            while (me.waits()) {
                me.turn.awaitUninterruptibly();
            }
        } finally {
            hasLockAgain(me);
        }
    }

    /** @return the time that is left; it may be none although it was signalled, so check the predicate first */
    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + Math.max(0, nanos); // or none at all would be too long ago to count
        signalledWithin(nanos);
        return deadline - System.nanoTime();
    }

    /** @return whether it was signalled */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return signalledWithin(unit.toNanos(time));
    }

    /** @return whether it was signalled */
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        Waiter me = enterWaitSetUnlessInterrupted();
        try {
            boolean early = true;
            while (me.waits() && early) {
                early = me.turn.awaitUntil(deadline);
            }
        } catch (InterruptedException e) {
            me.interrupted(e);
        } finally {
            hasLockAgain(me);
        }
        return !me.waits();
    }

    private boolean signalledWithin(long nanos) throws InterruptedException {
        Waiter me = enterWaitSetUnlessInterrupted();
        try {
            long left = nanos;
            do { // at least once, since even a wait of no time gives others the lock
                left = me.turn.awaitNanos(left);
            } while (me.waits() && left > 0);
        } catch (InterruptedException e) {
            me.interrupted(e);
        } finally {
            hasLockAgain(me);
        }
        return !me.waits();
    }

    /** Signals the longest waiting, if there is one. */
    @Override
    public void signal() {
        Activity me = holder("signal");
        me.before(Step.SIGNAL, this);
        Sentry sentry = me.sentryForLines();
        if (sentry != null) {
            sentry.signalsOne(me, this, sites());
        }
        Waiter first = waitSet.poll();
        if (first == null) {
            nobodyHears(me);
        } else {
            wake(first, me, System.nanoTime());
        }
        me.after(Step.SIGNAL, this);
    }

    /** Signals all that are in the wait set, in their order. */
    @Override
    public void signalAll() {
        Activity me = holder("signal");
        me.before(Step.SIGNAL, this);
        Waiter next = waitSet.poll();
        if (next == null) {
            nobodyHears(me);
        } else {
            long now = System.nanoTime();
            for (; next != null; next = waitSet.poll()) {
                wake(next, me, now);
            }
        }
        me.after(Step.SIGNAL, this);
    }

    @Override
    public String toString() {
        return "condition \"" + name + "\" of " + lock;
    }

    private void nobodyHears(Activity me) {
        me.record(Entry.SIGNAL_SENT, 0, this);
        if (me.sentryForLines() != null) {
            unheard = Optional.of(new UnheardSignal(me, ApplicationCode.here()));
        }
    }

    private List<StackWalker.StackFrame> sites() {
        List<StackWalker.StackFrame> sites = new ArrayList<>();
        for (Waiter waiter : waitSet) {
            if (waiter.site != null) {
                sites.add(waiter.site);
            }
        }
        return sites;
    }

    private StackWalker.@Nullable StackFrame site(Activity me) {
        Sentry sentry = me.sentryForLines();
        if (sentry == null) {
            return null;
        }
        StackWalker.StackFrame site = ApplicationCode.callerOf(CONDITIONS).orElse(null);
        if (site != null) {
            sentry.awaits(me, this, site, unheard);
        }
        unheard = Optional.empty();
        return site;
    }

    private void wake(Waiter waiter, Activity by, long now) {
        unheard = Optional.empty();
        waiter.signalledBy = by;
        waiter.signalledNanos = now;
        waiter.activity.status(new Status(
                State.REACQUIRES_LOCK, Optional.of(lock), "signalled at \"" + name + "\" by " + by.name(), now));
        by.record(Entry.SIGNAL_SENT, 0, this, waiter.activity, now);
        waiter.turn.signal();
    }

    private Waiter enterWaitSetUnlessInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return enterWaitSet();
    }

    private Waiter enterWaitSet() {
        Activity me = holder("wait");
        me.before(Step.AWAIT, this);
        StackWalker.StackFrame site = site(me);
        long now = System.nanoTime();
        Condition turn = lock.privateCondition();
        Activity holder = lock.ownerWaits(me);
        boolean entered = false;
        try {
            Waiter waiter = new Waiter(me, holder, turn, me.status(), now, site);
            Status waits = new Status(State.IN_WAIT_SET, Optional.of(this), "", now);
            me.record(Entry.WAIT_SET_ENTERED, 0, this, null, now);
            waitSet.add(waiter); // before the status says so
            me.status(waits);
            entered = true;
            return waiter;
        } finally {
            if (!entered) { // no memory, no stack: it goes on holding the lock
                lock.ownedAgain(holder);
            }
        }
    }

    private void hasLockAgain(Waiter waiter) {
        Activity me = waiter.activity;
        if (waiter.signalledBy == null) {
            waitSet.remove(waiter); // whatever goes wrong after it: a signal to one that is gone would be lost
        }
        lock.ownedAgain(waiter.holder);
        if (waiter.signalledBy != null) {
            me.record(Entry.SIGNALLED, 0, this, waiter.signalledBy, waiter.signalledNanos);
        }
        long now = System.nanoTime();
        me.record(Entry.REACQUIRED, 0, this, null, now);
        me.waited(now - waiter.enteredNanos);
        me.status(waiter.before);
        me.after(Step.AWAIT, this);
    }

    private Activity holder(String verb) {
        Activity me = Activity.current();
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException("Lock \"" + lock.name() + "\" is held by "
                    + Names.orNobody(lock.owner()) + ", and " + me + " wants to " + verb + " at its condition \"" + name
                    + "\". Hold the lock first: try (var _ = lock.hold())");
        }
        return me;
    }
}
