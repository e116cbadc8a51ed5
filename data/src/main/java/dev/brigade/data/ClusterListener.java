package dev.brigade.data;

import dev.brigade.data.cluster.ClusterSignal;
import dev.brigade.data.cluster.ClusterWaiters;
import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other nodes signal: one connection to PostgreSQL and one thread for each node that has ever waited, or
 * signalled to one (so that signals nobody takes are tidied away). When the connection
 * is lost it opens another, and then wakes all waiters once, since signals may have been lost meanwhile.
 *
 * <p><b>No signal is missed.</b> A waiter is known here before it looks at the rows. What is committed after it has looked is
 * notified to every session that had said LISTEN before that commit; and had ours not, then it says so later, and wakes all.
 *
 * <p><b>One of all nodes.</b> A signal for one reaches all nodes. Those that have a waiter try to delete the signal's row, and the
 * database lets one of them. (The signaller can't choose: its transaction may not see who has begun to wait since it began.)
 *
 * <p>Its thread does everything but {@link #close}, which sets {@link #closed} and then breaks the connection that it finds in
 * {@link #current}; the thread puts a connection there and then looks whether it is closed. So one of the two sees the other.
 */
final class ClusterListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterListener.class);
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration DEAF = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final String READ_COMMITTED =
            "set session characteristics as transaction isolation level read committed";
    private static final String TAKE = "delete from brigade_signal where id = ?";

    /** Signals that nobody waited for. Also tells, when all is quiet, that the connection still lives. */
    private static final String TIDY = "delete from brigade_signal where sent < now() - interval '1 minute'";

    private final Target target;
    private final ClusterWaiters waiters;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection current;
    private boolean complained; // of the thread

    ClusterListener(Target target, ClusterWaiters waiters) {
        this.target = target;
        this.waiters = waiters;
    }

    void start() {
        Thread.ofVirtual().name("listens to signals of " + target.name()).start(this::listenOn);
    }

    private void listenOn() {
        try {
            do {
                hearUntilItFails();
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody does; it ends
        }
    }

    /** Whatever it is that fails, it listens again: without it no signal of another node is heard. */
    private void hearUntilItFails() {
        try {
            listen();
        } catch (SQLException | RuntimeException failure) {
            complain(failure);
        } catch (Error failure) { // no memory, or no file to load a class from: it may pass
            try {
                complain(failure);
            } catch (RuntimeException | Error silent) {
                // there is not even the memory to say so
            }
        }
    }

    private void complain(Throwable failure) {
        if (!complained && closed.getCount() > 0) {
            LOG.warn(
                    "{}: can't hear signals of cluster conditions, and tries again until it can; meanwhile waiters look every {}."
                            + " {}",
                    target,
                    Durations.seconds(ClusterCondition.POLL.toNanos()),
                    failure instanceof Error ? failure.toString() : failure.getMessage());
        }
        complained = true;
    }

    private void listen() throws SQLException {
        try (Connection connection = target.connect()) {
            current = connection;
            if (closed.getCount() == 0) {
                return;
            }
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(DEAF.toMillis()));
            try (Statement statement = connection.createStatement()) {
                statement.execute(READ_COMMITTED);
                statement.execute("listen " + ClusterSignal.CHANNEL);
            }
            waiters.wakeEverybody();
            if (complained) {
                LOG.info("{}: hears signals of cluster conditions again", target);
                complained = false;
            }
            long tidied = System.nanoTime();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (closed.getCount() > 0) {
                PGNotification[] heard = postgres.getNotifications(Math.toIntExact(QUIET.toMillis()));
                if (heard != null) {
                    hear(connection, heard);
                }
                if (System.nanoTime() - tidied >= QUIET.toNanos()) {
                    tidy(connection);
                    tidied = System.nanoTime();
                }
            }
        } finally {
            current = null;
        }
    }

    private void hear(Connection connection, PGNotification[] heard) throws SQLException {
        for (PGNotification one : heard) {
            Optional<ClusterSignal> signal = ClusterSignal.of(one.getParameter());
            if (signal.isPresent()) {
                hear(connection, signal.get());
            }
        }
    }

    private void hear(Connection connection, ClusterSignal signal) throws SQLException {
        if (signal.claim().isEmpty()) {
            waiters.wakeAll(signal.condition());
        } else if (waiters.isAwaited(signal.condition())
                && takes(connection, signal.claim().get())
                && !waiters.wakeOne(signal.condition())) {
            passOn(
                    connection,
                    signal.condition()); // who waited here has gone in between: another node may have somebody
        }
    }

    static void passOn(Connection connection, String condition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ClusterSignal.SEND_ONE)) {
            statement.setString(1, condition);
            statement.execute();
        }
    }

    private static boolean takes(Connection connection, long claim) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setLong(1, claim);
            return statement.executeUpdate() == 1;
        }
    }

    /** If there is something to tidy: who only signals to all needs no table. */
    private static void tidy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isThere;
            try (ResultSet rows = statement.executeQuery("select to_regclass('brigade_signal') is not null")) {
                isThere = rows.next() && rows.getBoolean(1);
            }
            if (isThere) {
                statement.execute(TIDY);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Connection connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException failure) {
                LOG.debug("{}: the listening connection could not be closed", target, failure);
            }
        }
    }
}
