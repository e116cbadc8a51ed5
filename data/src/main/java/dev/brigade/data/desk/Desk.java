package dev.brigade.data.desk;

import dev.brigade.data.connections.ConnectionSource;
import dev.brigade.data.connections.Pooled;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.LeaseTimeoutException;
import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Budget;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.pool.LeaseView;
import dev.brigade.data.pool.PoolView;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import dev.brigade.threads.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease desk: hands connections to threads, first come, first served; who runs again has come before (see {@link Line}).
 *
 * <p><b>Who does what.</b> HikariCP, its {@linkplain ConnectionSource source} unless somebody else owns the connections, opens
 * them, checks them and retires them. The desk decides who gets one. It
 * never asks HikariCP for more than {@code size} at once, so nobody ever queues inside HikariCP, whose queue is neither
 * fair nor visible.
 *
 * <p><b>Permits.</b> There are {@code size} permits, and each is in exactly one place: free ({@link #free}), or owned by a
 * thread that opens, uses or gives back a connection, or in the grant of a waiter that has not yet looked. A thread that
 * owns a permit may take one connection out of HikariCP. {@link Grant.Handed} is a permit together with a connection
 * that is already out; {@link Grant.Permit} is one without. Whatever happens (a connection is broken, opening fails, the
 * waiter is interrupted, the virtual machine runs out of stack on the way), {@link #leaveNothingBehind} gives the permit to the next waiter or
 * sets it free: it stands in one {@code finally} around all, and what is owned is written down in the {@link Waiter} as soon as
 * it is. That is the whole of the argument that no connection is lost.
 *
 * <p><b>States of a waiter.</b> <i>Queued</i>: it is in {@link #waiters} and has no grant. <i>Granted</i>: it is not in
 * {@code waiters} and has a grant, once and for ever. <i>Withdrawn</i>: it is not in {@code waiters} and has no grant. Only
 * a thread that holds {@link #lock} changes between them, and it removes the waiter in the same step, so a grant and a
 * withdrawal of the same waiter can't both happen: a waiter whose time runs out while it is being served finds the grant
 * when it tries to withdraw, and takes it. Parking and unparking happen outside; a spurious or early wake-up only makes the
 * waiter look again.
 *
 * <p><b>No barging.</b> {@code free > 0} implies that {@code waiters} is empty, since a permit that comes back is granted to
 * the next waiter under the lock and is counted as free only if there is none. So a newcomer that sees a free permit
 * overtakes nobody.
 *
 * <p><b>Hand-over or HikariCP.</b> While threads wait, a sound connection goes from hand to hand, without the cost of the
 * pool. When nobody waits it goes back to HikariCP, which checks it before the next use if it has rested and retires it when
 * it is old. Under a load that never ends it goes back as well once it has been away for {@link #AWAY}, or HikariCP would
 * never see it again. A lost one is evicted, and its permit makes the next owner open a new one: so the pool heals after a
 * restart of the database without anybody's doing.
 *
 * <p>Rejected: a {@code Semaphore} in front of HikariCP (fair, but each hand-over passes through the pool's own queue and
 * its thread-locals: 53 µs against 36 µs of CPU a request at 64 clients), and keeping idle connections here (it needs a
 * clock and a validation of its own, and HikariCP has both).
 */
public final class Desk implements MeetingPoint {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final long AWAY = Duration.ofSeconds(20).toNanos();

    private final String name;
    private final Budget budget;
    private final ConnectionSource source;
    private final Availability availability;
    private final int size;
    private final long timeout;

    /** A monitor, which is let go of in each case: a lock that is taken as the stack runs out is never released. */
    private final Object lock = new Object();
    // all guarded by lock
    private final Line waiters = new Line();
    private final Set<Lease> leases = new LinkedHashSet<>();
    private final Tally tally = new Tally();
    private int free;
    private boolean closed;

    public Desk(String name, Budget budget, ConnectionSource source, int size, Duration timeout) {
        this.name = name;
        this.budget = budget;
        this.source = source;
        this.availability = new Availability(name);
        this.size = size;
        this.timeout = Durations.nanos(timeout);
        this.free = size;
    }

    @Override
    public Kind kind() {
        return Kind.POOL;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * A connection for {@code activity}, fit for {@code options}; waits for one if need be.
     *
     * @throws LeaseTimeoutException if none became free in time
     * @throws DatabaseException if the thread is interrupted, the database can't be reached or the desk is closed
     */
    public Lease lease(Activity activity, TransactionOptions options) {
        if (Thread.currentThread().isInterrupted()) {
            throw NoConnection.interrupted(name, activity);
        }
        StackRoom.ensure();
        activity.wants(this);
        Waiter me = new Waiter(activity);
        boolean done = false;
        try {
            Lease lease = prepared(connection(me, activity), me, activity, options);
            done = true;
            return lease;
        } finally {
            if (!done) {
                leaveNothingBehind(me);
            }
        }
    }

    private Pooled connection(Waiter me, Activity activity) {
        enqueue(me);
        Grant grant = me.grant == null ? await(me, activity) : me.grant;
        return switch (grant) {
            case Grant.Handed(Pooled pooled) -> {
                me.taken = pooled.connection();
                yield pooled;
            }
            case Grant.Permit _ -> opened(me, activity);
            case Grant.Closed _ -> throw NoConnection.closed(name);
        };
    }

    private void enqueue(Waiter me) {
        synchronized (lock) {
            if (closed) {
                throw NoConnection.closed(name);
            }
            if (free > 0) {
                free--;
                me.grant = Grant.PERMIT;
            } else {
                me.since = System.nanoTime();
                waiters.add(me);
                tally.waits();
            }
        }
    }

    /** Whatever failed, and wherever: what {@code me} owns goes on to others. */
    private void leaveNothingBehind(Waiter me) {
        synchronized (lock) {
            waiters.remove(me);
            Lease lease = me.lease;
            if (lease != null) {
                leases.remove(lease);
                lease.activity().letsGo(this);
            }
        }
        Grant grant = me.grant; // nobody gives one to who is not in the queue
        Connection taken = me.taken;
        if (taken != null) {
            try {
                discard(taken, true);
            } finally {
                passOn();
            }
        } else if (grant instanceof Grant.Handed(Pooled pooled)) {
            passOn(pooled);
        } else if (grant instanceof Grant.Permit) {
            passOn();
        }
    }

    /**
     * Takes back what {@link #lease} gave. Never throws.
     *
     * @param sound whether the connection is between transactions and has no settings but those that {@link Pooled}
     *     knows; if not, nobody uses it again
     */
    public void giveBack(Lease lease, boolean sound) {
        Pooled pooled = lease.pooled();
        boolean handedOver = false;
        try {
            boolean fit = sound && pooled.nanosAway(System.nanoTime()) < AWAY;
            synchronized (lock) {
                leases.remove(lease);
                lease.activity().letsGo(this);
                handedOver = fit && !closed && grantNext(new Grant.Handed(pooled));
            }
        } finally {
            if (!handedOver) {
                // first the connection, then the permit: who gets the permit finds the connection in HikariCP
                try {
                    discard(pooled.connection(), !sound);
                } finally {
                    passOn();
                }
            }
        }
    }

    /** Those that have a connection, any of whom may give it; nobody is known while one is on its way to somebody. */
    @Override
    public Blockers blockers(int need) {
        synchronized (lock) {
            Map<Activity, Integer> holders = new HashMap<>();
            leases.forEach(lease -> holders.merge(lease.activity(), 1, Integer::sum));
            return leases.size() == size ? new Blockers(holders, need) : Blockers.UNKNOWN;
        }
    }

    public PoolView view() {
        int idle = source.idle();
        synchronized (lock) {
            List<LeaseView> views = leases.stream().map(Lease::view).toList();
            return new PoolView(name, size, size - free, idle, waiters.size(), views, tally.totals());
        }
    }

    /** Refuses everybody from now on, also those who wait, and closes all connections that are its source's own, also leased ones. */
    public void close() {
        synchronized (lock) {
            closed = true;
            while (grantNext(new Grant.Closed())) {
                // until nobody waits
            }
        }
        source.close();
    }

    private Grant await(Waiter waiter, Activity activity) {
        Wait wait = activity.awaits(State.WAITS_FOR_CONNECTION, this, 1, false);
        try {
            long deadline = waiter.since + timeout;
            while (true) {
                Grant grant = waiter.grant;
                if (grant != null) {
                    return grant;
                }
                boolean interrupted =
                        Thread.currentThread().isInterrupted(); // before, since a wait is broken by an interrupt
                Optional<DeadlockException> broken = wait.broken();
                if (broken.isPresent()) {
                    throw broken.get();
                }
                if (interrupted) {
                    throw NoConnection.interrupted(name, activity);
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    timesOut(waiter);
                } else {
                    LockSupport.parkNanos(this, left);
                }
            }
        } finally {
            wait.end();
        }
    }

    /** Ends the wait without a connection, unless a grant came first. */
    private void timesOut(Waiter waiter) {
        synchronized (lock) {
            if (waiters.remove(waiter)) {
                tally.timesOut(System.nanoTime() - waiter.since);
                throw NoConnection.timedOut(
                        name, budget, size, timeout, leases.stream().findFirst().map(Lease::view));
            }
        }
    }

    /** A connection out of HikariCP, for the permit of {@code me}. */
    private Pooled opened(Waiter me, Activity activity) {
        Availability.State attempt =
                availability.mayTry(); // if not, those that wait are told too, one after the other, at once
        boolean done = false;
        try {
            Pooled pooled = taken(activity);
            me.taken = pooled.connection();
            availability.opened();
            done = true;
            return pooled;
        } catch (SQLException failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw NoConnection.interrupted(name, activity);
            }
            if (!source.isClosed()) {
                availability.failed(attempt, OpenFailures.innermost(failure), failure);
            }
            throw OpenFailures.unavailable(name, failure);
        } finally {
            if (!done) {
                availability.gaveUp(attempt);
            }
        }
    }

    private Pooled taken(Activity activity) throws SQLException {
        if (source.isAtHand()) {
            return source.take();
        }
        Status before = activity.enter(State.WAITS_FOR_CONNECTION, this, "opens a connection"); // worth showing
        try {
            return source.take();
        } finally {
            activity.leave(before);
        }
    }

    /** Sets up {@code pooled} for its new holder. */
    private Lease prepared(Pooled pooled, Waiter me, Activity activity, TransactionOptions options) {
        try {
            boolean oneStatement = pooled.prepare(options);
            long now = System.nanoTime();
            Lease lease = new Lease(activity, pooled, oneStatement, now);
            me.lease = lease;
            synchronized (lock) {
                leases.add(lease);
                activity.holds(this);
                tally.grants(me.since == 0 ? 0 : now - me.since);
            }
            return lease;
        } catch (SQLException failure) {
            throw OpenFailures.unavailable(name, failure);
        }
    }

    private void passOn() {
        synchronized (lock) {
            if (!grantNext(Grant.PERMIT)) {
                free++;
            }
        }
    }

    private void passOn(Pooled pooled) {
        synchronized (lock) {
            if (!closed && grantNext(new Grant.Handed(pooled))) {
                return;
            }
        }
        try {
            discard(pooled.connection(), false);
        } finally {
            passOn();
        }
    }

    /** Gives {@code grant} to the one who is next; for a thread that holds the lock. */
    private boolean grantNext(Grant grant) {
        Waiter next = waiters.next();
        if (next == null) {
            return false;
        }
        next.grant = grant;
        LockSupport.unpark(next.thread);
        return true;
    }

    private void discard(Connection connection, boolean lost) {
        try {
            source.giveBack(connection, lost);
        } catch (SQLException | RuntimeException | Error failure) { // what was committed is committed all the same
            LOG.debug("Pool \"{}\": a connection could not be given back: {}", name, Failures.reason(failure));
        }
    }
}
