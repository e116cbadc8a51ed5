package dev.brigade.data;

import dev.brigade.data.settings.DatabaseSettings;
import java.time.Duration;

/**
 * How long the end of a transaction waits for an answer. A statement is ended at its deadline, and its end is not; over a network that
 * swallows all, such as a firewall that has forgotten the connection, it would wait for ever, and its connection be lost to the pool. So who
 * looks after what lasts too long {@linkplain Database#breakSilent breaks} such a connection. A time limit of the socket would do it too, but each read would
 * be a timed one then, which costs a tenth of a request's CPU. Immutable.
 *
 * @param commit as long as PostgreSQL would wait for a transaction that says nothing: the longest deadline and more
 * @param rollback as long as somebody would wait for a connection; there is nothing to be done for it
 */
record SilentNetwork(Duration commit, Duration rollback) {
    /** Where there is work without a deadline. */
    private static final Duration LONG = Duration.ofMinutes(10);

    static SilentNetwork of(DatabaseSettings settings) {
        return new SilentNetwork(
                settings.idleInTransaction().isZero() ? LONG : settings.idleInTransaction(), settings.leaseTimeout());
    }
}
