package dev.brigade.data;

import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the end of a transaction waits for an answer. A statement is ended at its deadline, and its end is not; over a network that
 * swallows all, such as a firewall that has forgotten the connection, it would wait for ever, and its connection be lost to the pool. Immutable.
 *
 * @param commit as long as PostgreSQL would wait for a transaction that says nothing: the longest deadline and more
 * @param rollback as long as somebody would wait for a connection; there is nothing to be done for it
 */
record SilentNetwork(Duration commit, Duration rollback) {
    private static final Logger LOG = LoggerFactory.getLogger(SilentNetwork.class);

    /** Where there is work without a deadline. */
    private static final Duration LONG = Duration.ofMinutes(10);

    /** What may be answered by nobody. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException;
    }

    static SilentNetwork of(DatabaseSettings settings) {
        return new SilentNetwork(
                settings.idleInTransaction().isZero() ? LONG : settings.idleInTransaction(), settings.leaseTimeout());
    }

    /** From now on no answer within {@code time} breaks the connection; false if the URL says how long it waits, which stays. */
    static boolean limit(Connection connection, Duration time) throws SQLException {
        if (connection.getNetworkTimeout() != 0) {
            return false;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(Durations.nanos(time));
        connection.setNetworkTimeout(Runnable::run, Math.clamp(millis, 1, Integer.MAX_VALUE));
        return true;
    }

    /** As before {@link #limit}; false if that failed, which tells nothing of what was done meanwhile. */
    static boolean unlimit(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
            return true;
        } catch (SQLException | RuntimeException | Error failure) {
            LOG.debug("A connection still waits for a limited time only: {}", Failures.reason(failure));
            return false;
        }
    }
}
