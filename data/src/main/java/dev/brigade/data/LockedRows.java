package dev.brigade.data;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.Status;
import dev.brigade.threads.guard.RowWaits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which transactions of a database wait for which, as the database itself says: PostgreSQL by {@code pg_blocking_pids}, H2 by
 * {@code INFORMATION_SCHEMA.SESSIONS.BLOCKER_ID}. Asked on a connection of its own, opened when it is first needed and again
 * after it broke, so that it never waits for the pool.
 *
 * <p>A network that swallows all must not hold up the guard, which looks after locks too: answers are waited for for a moment
 * only, and after one that did not come nothing is asked for a while.
 *
 * <p>Safe from any thread: asking is done under this object's monitor. {@link #close} waits for nobody: it sets {@code closed},
 * which is looked at again after a connection was made, and cuts the connection under who asks.
 */
final class LockedRows implements RowWaits {
    private static final Logger LOG = LoggerFactory.getLogger(LockedRows.class);

    private static final String POSTGRES = "select pid, pg_blocking_pids(pid) from unnest(?) as waiting (pid)"
            + " where cardinality(pg_blocking_pids(pid)) > 0";
    private static final String H2 =
            "select session_id, blocker_id from information_schema.sessions where blocker_id is not null";

    /** What PostgreSQL says in place of a session's number: a transaction in two phases, which nobody has ended yet. */
    private static final int PREPARED = 0;

    private static final int LIMIT_MILLIS = 2000;
    private static final int NETWORK_MILLIS = 2 * LIMIT_MILLIS;
    private static final Duration CONNECTS = Duration.ofSeconds(2);
    private static final long SLOW = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final Database database;
    private final Target target;
    private final Function<Duration, Connection> connections;
    private volatile @Nullable Connection own; // written under this
    private long failed; // when it last waited in vain; 0 if that is past; guarded by this
    private volatile boolean closed;

    /** @param connections connects, waiting so long for a server that does not answer */
    LockedRows(Database database, Target target, Function<Duration, Connection> connections) {
        this.database = database;
        this.target = target;
        this.connections = connections;
    }

    @Override
    public synchronized Map<Activity, RowWait> of(Set<Activity> inSql) {
        if (closed || target.product() == Product.OTHER) {
            return Map.of();
        }
        Map<Integer, Session> sessions = new HashMap<>();
        Map<Integer, Status> statements =
                new HashMap<>(); // before the database is asked: what it says may not be true of later ones
        boolean concerned = false;
        for (Session session : database.sessions()) {
            int id = session.backendId();
            if (id != 0) {
                sessions.put(id, session);
                if (inSql.contains(session.activity())) {
                    concerned = true;
                    statements.put(id, session.activity().status());
                }
            }
        }
        if (!concerned || (failed != 0 && System.nanoTime() - failed < PAUSE)) {
            return Map.of();
        }
        long began = System.nanoTime();
        try {
            Map<Integer, Set<Integer>> blockers =
                    target.product() == Product.POSTGRESQL ? postgres(sessions.keySet()) : h2();
            failed = 0;
            return waits(sessions, statements, blockers);
        } catch (SQLException | DatabaseException failure) {
            LOG.debug("{} could not be asked who waits for whom: {}", target, Failures.reason(failure));
            long now = System.nanoTime();
            failed = now - began > SLOW ? now : 0;
            disconnect();
            return Map.of();
        }
    }

    /** Closes its connection, and asks nothing more. Waits for nobody who asks. */
    void close() {
        closed = true;
        disconnect();
    }

    private void disconnect() {
        Connection mine = own;
        own = null;
        if (mine != null) {
            try {
                if (target.product() == Product.POSTGRESQL) {
                    mine.abort(Runnable::run); // says no good-bye, for which it might wait
                } else {
                    mine.close();
                }
            } catch (SQLException failure) {
                LOG.debug("{}: {}", target, Failures.reason(failure));
            }
        }
    }

    private Map<Activity, RowWait> waits(
            Map<Integer, Session> sessions, Map<Integer, Status> statements, Map<Integer, Set<Integer>> blockers) {
        Map<Activity, RowWait> waits = new HashMap<>();
        statements.forEach((id, statement) -> {
            Session session = sessions.get(id);
            if (session != null && !blockers.containsKey(id)) {
                session.waitsForNobody(statement);
            }
        });
        blockers.forEach((id, by) -> {
            Session session = sessions.get(id);
            if (session != null) {
                Map<Activity, Integer> holders = new HashMap<>();
                List<String> names = new ArrayList<>();
                boolean strange = false;
                for (int blocker : by) {
                    Session other = sessions.get(blocker);
                    if (other == null) {
                        strange = true;
                        names.add(stranger(blocker));
                    } else {
                        holders.put(other.activity(), 1);
                        names.add(other.activity().name());
                    }
                }
                Status statement = statements.get(id);
                if (statement != null) {
                    session.waitsFor(statement, names);
                }
                waits.put(
                        session.activity(),
                        new RowWait(
                                strange ? Blockers.UNKNOWN : Blockers.all(holders),
                                strange ? String.join(", ", names) : "",
                                target.product() == Product.H2
                                        && blockers.keySet()
                                                .containsAll(by), // it can't follow on from one that waits elsewhere
                                session::breakWith));
            }
        });
        return waits;
    }

    private static String stranger(int blocker) {
        return blocker == PREPARED
                ? "a prepared transaction, of pg_prepared_xacts"
                : "session " + blocker + " of the database, which is not of this process";
    }

    private Map<Integer, Set<Integer>> postgres(Set<Integer> ids) throws SQLException {
        Connection connection = connection();
        Map<Integer, Set<Integer>> blockers = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(POSTGRES)) {
            statement.setArray(1, connection.createArrayOf("int4", ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Object by = rows.getArray(2).getArray();
                    blockers.put(
                            rows.getInt(1), new HashSet<>(by instanceof Integer[] pids ? List.of(pids) : List.of()));
                }
            }
        }
        return blockers;
    }

    private Map<Integer, Set<Integer>> h2() throws SQLException {
        Map<Integer, Set<Integer>> blockers = new HashMap<>();
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(H2)) {
            while (rows.next()) {
                blockers.put(rows.getInt(1), Set.of(rows.getInt(2)));
            }
        }
        return blockers;
    }

    private Connection connection() throws SQLException {
        Connection mine = own;
        if (mine == null) {
            mine = connections.apply(CONNECTS);
            mine.setAutoCommit(true);
            own = mine;
            if (target.product() == Product.POSTGRESQL) {
                mine.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
                try (Statement limit = mine.createStatement()) { // a limit of the driver's would leave a thread behind
                    limit.execute("set statement_timeout = " + LIMIT_MILLIS);
                }
            }
            if (closed) {
                throw new SQLException("The database is closed");
            }
        }
        return mine;
    }
}
