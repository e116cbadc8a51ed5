package dev.brigade.data;

import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long the end of a transaction waits for an answer. A statement is ended at its deadline, and its end is not; over a network that
 * swallows all, such as a firewall that has forgotten the connection, it would wait for ever, and its connection be lost to the pool. Immutable.
 *
 * @param commit as long as PostgreSQL would wait for a transaction that says nothing: the longest deadline and more
 * @param rollback as long as somebody would wait for a connection; there is nothing to be done for it
 */
record SilentNetwork(Duration commit, Duration rollback) {
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

    /** Runs {@code step}; if no answer comes in time the connection is broken, as the driver says it. What the URL says stays. */
    static void within(Duration time, Connection connection, Step step) throws SQLException {
        if (connection.getNetworkTimeout() != 0) {
            step.run();
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(Durations.nanos(time));
        connection.setNetworkTimeout(Runnable::run, Math.clamp(millis, 1, Integer.MAX_VALUE));
        try {
            step.run();
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
        }
    }
}
