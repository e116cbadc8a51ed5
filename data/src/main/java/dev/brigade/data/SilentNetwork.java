package dev.brigade.data;

import dev.brigade.data.jdbc.Durations;
import dev.brigade.data.settings.DatabaseSettings;
import java.time.Duration;

/**
 * How long an answer is waited for that no deadline ends: that to the end of a transaction, and that to what looks for jobs. Over a network that
 * swallows all, such as a firewall that has forgotten the connection, it would be for ever, and the connection lost to the pool. So who
 * looks after what lasts too long {@linkplain Database#breakSilent breaks} such a connection. A time limit of the socket would do it too, but each read would
 * be a timed one then, which costs a tenth of a request's CPU. Immutable.
 *
 * @param commit as long as PostgreSQL would wait for a transaction that says nothing: the longest deadline and more
 * @param rollback as long as somebody would wait for a connection; there is nothing to be done for it
 * @param upkeep of each statement, longer than it waits for rows
 */
record SilentNetwork(Duration commit, Duration rollback, Duration upkeep) {
    /** Where there is work without a deadline. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofHours(1);

    static SilentNetwork of(DatabaseSettings settings) {
        Duration wait = settings.leaseTimeout();
        return new SilentNetwork(
                settings.idleInTransaction().isZero() ? LONG : settings.idleInTransaction(),
                wait,
                Duration.ofNanos(Math.clamp(3 * Durations.nanos(wait), LEAST.toNanos(), MOST.toNanos())));
    }
}
