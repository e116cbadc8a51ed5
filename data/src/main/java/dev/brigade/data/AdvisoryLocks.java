package dev.brigade.data;

import dev.brigade.data.cluster.Patience;
import dev.brigade.threads.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's advisory locks, taken for a transaction. Confined to the thread of its session.
 *
 * <p><b>The trap.</b> At REPEATABLE READ and SERIALIZABLE a transaction sees the rows as they were when its first statement
 * <i>began</i>. If that statement is {@code select pg_advisory_xact_lock(…)} and waits, the transaction reads, once it
 * has the lock, what was there before the last holder committed: the lock protects nothing. (No statement that calls a
 * function goes without a snapshot; {@code LOCK TABLE} does, but a table for each lock is no way.)
 *
 * <p><b>The way out</b> ({@link #before}). The lock is taken for the <i>session</i> in a statement outside of any
 * transaction, whose snapshot is gone when it ends; then the transaction begins, takes the same lock once more (a session never
 * waits for itself) and drops the session's in the same statement. From there on the lock is the transaction's: the database
 * releases it with COMMIT or ROLLBACK, after what was written has become visible, or with the session if that is lost.
 * There is no moment in which the lock is free, and the transaction's snapshot is younger than the lock. A transaction that
 * holds others already and has done nothing else hands those to the session first, and takes them back together.
 *
 * <p>A session's lock outlives an error, also one of the very statement that has taken it, such as a cancellation that comes a
 * moment late. So whenever something fails, it is looked for and dropped, or else the connection is closed.
 */
final class AdvisoryLocks {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLocks.class);

    /** PostgreSQL: lock_not_available. */
    private static final String TIMEOUT = "55P03";

    private static final String SAVEPOINT = "brigade_cluster_lock";

    private final Session session;

    AdvisoryLocks(Session session) {
        this.session = session;
    }

    /** A lock that is wanted: for whom it is announced, and with what key; its number; how long to wait. */
    record Wish(ClusterLock lock, String key, long number, Patience patience) {}

    /** What is done between the lock and the transaction. */
    interface Between {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Takes a lock before the transaction begins.
     *
     * @param held the numbers of what the transaction holds already, which has done nothing else
     * @param between is done outside of any transaction, while the lock is held
     * @return whether it has the lock; if not, nothing has changed
     */
    boolean before(Wish wish, List<Long> held, Between between) throws SQLException {
        Connection connection = session.raw();
        boolean done = false;
        try {
            if (!held.isEmpty()) {
                run(connection, "select " + each("pg_advisory_lock(%d)", held));
                connection.commit();
            }
            boolean granted = takeForSession(connection, wish);
            List<Long> all = new ArrayList<>(held);
            if (granted) {
                between.run(connection);
                all.add(wish.number());
            }
            toTransaction(connection, all);
            done = true;
            return granted;
        } finally {
            if (!done) {
                restore(connection, wish, held);
            }
        }
    }

    private boolean takeForSession(Connection connection, Wish wish) throws SQLException {
        connection.setAutoCommit(true);
        if (isTrue(connection, "select pg_try_advisory_lock(" + wish.number() + ")")) {
            return true;
        }
        String sql = "select pg_advisory_lock(" + wish.number() + ")";
        if (wish.patience().endless()) {
            await(connection, wish, sql);
            return true;
        }
        if (wish.patience().isOver()) {
            return false;
        }
        connection.setAutoCommit(false); // SET LOCAL ends with this transaction
        try {
            await(connection, wish, timeout(wish) + sql);
            connection.commit();
            connection.setAutoCommit(true);
            return true;
        } catch (SQLException failure) {
            if (!TIMEOUT.equals(failure.getSQLState())) {
                throw failure;
            }
            connection.rollback();
            connection.setAutoCommit(true);
            dropFromSession(connection, wish.number());
            return false;
        }
    }

    /** From the session to a new transaction: in a CASE, since only that says what is done first. */
    private void toTransaction(Connection connection, List<Long> numbers) throws SQLException {
        connection.setAutoCommit(false);
        if (numbers.isEmpty()) {
            return;
        }
        String moved = each(
                "(case when pg_try_advisory_xact_lock(%1$d) then pg_advisory_unlock(%1$d) else false end)",
                numbers, " and ");
        if (!isTrue(connection, "select " + moved)) {
            throw new SQLException("PostgreSQL refused a session its own advisory locks");
        }
    }

    /** After a failure: as it was before, or no connection at all. */
    private void restore(Connection connection, Wish wish, List<Long> held) {
        boolean interrupted = Thread.interrupted(); // a pending interrupt would break the connection
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
            dropFromSession(connection, wish.number());
            toTransaction(connection, held);
        } catch (SQLException | RuntimeException failure) {
            LOG.debug("{}: its connection is closed, for its cluster locks' sake", session.activity(), failure);
            session.lost();
            abort(connection);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Takes a lock in the middle of a transaction, for READ COMMITTED, where each statement sees what was committed before it.
     */
    boolean inside(Wish wish) throws SQLException {
        Connection connection = session.raw();
        if (isTrue(connection, "select pg_try_advisory_xact_lock(" + wish.number() + ")")) {
            return true;
        }
        if (wish.patience().endless()) {
            await(connection, wish, "select pg_advisory_xact_lock(" + wish.number() + ")");
            return true;
        }
        return !wish.patience().isOver() && insideInTime(connection, wish);
    }

    /**
     * The session takes the lock; going back to the savepoint then takes back the timeout, whether there was an error or not,
     * and leaves the session the lock.
     */
    private boolean insideInTime(Connection connection, Wish wish) throws SQLException {
        String back = "rollback to savepoint " + SAVEPOINT + "; release savepoint " + SAVEPOINT;
        boolean done = false;
        try {
            run(connection, "savepoint " + SAVEPOINT);
            boolean granted = true;
            try {
                await(connection, wish, timeout(wish) + "select pg_advisory_lock(" + wish.number() + ")");
            } catch (SQLException failure) {
                if (!TIMEOUT.equals(failure.getSQLState())) {
                    throw failure;
                }
                granted = false;
            }
            run(connection, back);
            if (granted) {
                toTransaction(connection, List.of(wish.number()));
            } else {
                dropFromSession(connection, wish.number());
            }
            done = true;
            return granted;
        } finally {
            if (!done) {
                session.lost(); // the session may have the lock, and loses it with the connection
            }
        }
    }

    /** What the session may have taken although the statement failed; without PostgreSQL's warning if it has not. */
    private void dropFromSession(Connection connection, long number) throws SQLException {
        run(
                connection,
                "select pg_advisory_unlock(" + number + ") from pg_locks where locktype = 'advisory' and granted"
                        + " and pid = pg_backend_pid() and objsubid = 1"
                        + " and (classid::bigint << 32) | objid::bigint = " + number);
    }

    private static String timeout(Wish wish) {
        long millis = Math.clamp(wish.patience().left() / 1_000_000, 1, Integer.MAX_VALUE); // 0 would be for ever
        return "set local lock_timeout = " + millis + "; ";
    }

    private static String each(String format, List<Long> numbers) {
        return each(format, numbers, ", ");
    }

    private static String each(String format, List<Long> numbers, String between) {
        return numbers.stream().map(format::formatted).collect(Collectors.joining(between));
    }

    private void await(Connection connection, Wish wish, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            session.inSql(State.WAITS_FOR_LOCK, wish.lock(), wish.key(), sql, statement, () -> statement.execute(sql));
        }
    }

    private void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            session.inSql(State.IN_SQL, null, sql, sql, statement, () -> statement.execute(sql));
        }
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return session.inSql(State.IN_SQL, null, sql, sql, statement, () -> {
                try (var rows = statement.executeQuery(sql)) {
                    return rows.next() && rows.getBoolean(1);
                }
            });
        }
    }

    private void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException failure) {
            LOG.debug("{}: its connection could not be closed", session.activity(), failure);
        }
    }
}
