package dev.brigade.data;

import dev.brigade.data.cluster.ClusterName;
import dev.brigade.data.cluster.Gates;
import dev.brigade.data.cluster.Patience;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.threads.MeetingPoint;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock that all nodes of an application share: whoever holds it, on whichever node, holds it alone, until the end of its
 * transaction. Made by {@code app.clusterLock(name)}.
 *
 * <p>On PostgreSQL it is an advisory lock of the work's own session. So there is no lease that could run out under its holder, and
 * nothing to renew or to clean up: a process that is killed loses its session, and with it lock and transaction together; a machine
 * that vanishes loses them after a minute: Brigade sets PostgreSQL's {@code tcp_keepalives_…} and {@code tcp_user_timeout} so. The database
 * releases the lock after the transaction has become visible, so the next holder reads what the last one wrote. Nodes share it
 * when they are connected to the same database and their application has the same name. A proxy that hands a connection from
 * transaction to transaction (PgBouncer's {@code pool_mode = transaction}) must not stand between.
 *
 * <p>On H2, in this process, it is a lock of this process.
 *
 * <p><b>First things first.</b> At SERIALIZABLE and REPEATABLE READ a transaction sees the rows as they were at its first
 * statement. So there the lock is taken before any statement, and refused after one; several locks may be taken one after
 * the other. At READ COMMITTED it may be taken at any time.
 *
 * <p>Who waits is seen to wait for this lock. A deadlock with other locks or rows of PostgreSQL is found by PostgreSQL, and one of
 * those in it is rolled back and runs again. It is reentrant: taking it once more in the same transaction costs nothing.
 *
 * <p>Safe from any thread; a {@link Work} is its thread's. Immutable.
 *
 * {@snippet :
 * void bill(dev.brigade.data.Work work, ClusterLock billing, long order) throws InterruptedException {
 *     billing.hold(work, order); // one node at a time bills this order
 *     work.db().execute("update orders set billed = true where id = ?", order);
 * }
 * }
 */
public final class ClusterLock implements MeetingPoint {
    private final String name;
    private final ClusterName shared;

    /**
     * A lock of an application.
     *
     * @param application its name; each application has its own locks
     * @param name up to 200 characters, without a slash
     */
    public ClusterLock(String application, String name) {
        this.shared = ClusterName.of("cluster lock", application, name);
        this.name = name;
    }

    /** Whether {@code point} is where those of this process wait who want some cluster lock, and no lock of the application. */
    public static boolean isWaitedForAt(MeetingPoint point) {
        return point instanceof ClusterLock || Gates.isGate(point);
    }

    @Override
    public Kind kind() {
        return Kind.LOCK;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Takes the lock, waiting for it as long as need be, and keeps it until {@code work} has committed or rolled back.
     *
     * @throws InterruptedException if the thread is interrupted while it waits for another of this process
     * @throws IllegalStateException if it is too late for that: see the class comment
     * @throws DatabaseException if the database refuses: a deadlock, a cancelled statement, its own {@code lock_timeout}
     */
    public void hold(Work work) throws InterruptedException {
        take(work, Optional.empty(), Patience.ENDLESS, false);
    }

    /**
     * As {@link #hold(Work)}, for one of many locks.
     *
     * @param key whose {@code toString} is the same on all nodes: a number, a text, a UUID
     */
    public void hold(Work work, Object key) throws InterruptedException {
        take(work, Optional.of(key), Patience.ENDLESS, false);
    }

    /** As {@link #hold(Work)} if the lock is free at this moment; returns whether {@code work} holds it. */
    public boolean tryHold(Work work) throws InterruptedException {
        return tryHold(work, Duration.ZERO);
    }

    /**
     * As {@link #hold(Work)}, if the lock becomes free in time. If not, the transaction goes on as it was, and {@code
     * lock_timeout} is what it was.
     *
     * @return whether {@code work} holds it
     */
    public boolean tryHold(Work work, Duration wait) throws InterruptedException {
        return take(work, Optional.empty(), Patience.of(wait), false).isPresent();
    }

    /** As {@link #tryHold(Work, Duration)}, for one of many locks. */
    public boolean tryHold(Work work, Object key, Duration wait) throws InterruptedException {
        return take(work, Optional.of(key), Patience.of(wait), false).isPresent();
    }

    /**
     * As {@link #hold(Work)}, and returns a fencing token: a number from 1 that is larger than that of any holder before, on any
     * node, also after restarts and crashes; after a failover to a standby only if that has every commit ({@code
     * synchronous_standby_names}). It is for what lies outside of the database. A holder whose session has been lost
     * does not know it yet, and may write to a file store while the next holder does; if each write carries the token,
     * and the store refuses one that is smaller than what it has seen, the late one does no harm. What is written in the
     * transaction needs none: it can't commit without its session.
     *
     * <p>Costs a commit of its own, and one row for each lock and key in the table {@code brigade_fence}.
     *
     * @throws IllegalStateException after any statement, at any isolation: a token is drawn and committed before the
     *     transaction begins
     */
    public long holdFenced(Work work) throws InterruptedException {
        return take(work, Optional.empty(), Patience.ENDLESS, true).orElseThrow();
    }

    /** As {@link #holdFenced(Work)}, for one of many locks, each with tokens of its own. */
    public long holdFenced(Work work, Object key) throws InterruptedException {
        return take(work, Optional.of(key), Patience.ENDLESS, true).orElseThrow();
    }

    private Optional<Long> take(Work work, Optional<Object> key, Patience patience, boolean fenced)
            throws InterruptedException {
        ClusterName wanted = key.map(it -> shared.with(text(it))).orElse(shared);
        return work.access()
                .transaction()
                .clusterHolds()
                .take(new ClusterHolds.Wish(this, key, wanted, patience, fenced));
    }

    private String text(Object key) {
        String text = String.valueOf(key);
        if (text.isEmpty() || text.length() > 500) {
            throw new IllegalArgumentException(
                    "A key of cluster lock \"" + name + "\" has 1 to 500 characters, and not " + text.length());
        }
        return text;
    }

    @Override
    public String toString() {
        return "cluster lock \"" + name + "\"";
    }
}
