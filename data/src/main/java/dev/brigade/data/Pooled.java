package dev.brigade.data;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection that the {@link Desk} has taken out of HikariCP, with what is known of it, so that a setting that is already
 * right costs no round trip.
 *
 * <p>Owned by one thread at a time: the one that holds the lease. Ownership passes under the desk's lock, which makes what
 * one owner wrote visible to the next.
 */
final class Pooled {
    private final Connection connection;
    private final long takenAt;
    private int isolation;
    private boolean readOnly;

    /** {@code connection} is as HikariCP hands it out: at the pool's default isolation and not read-only. */
    Pooled(Connection connection, long takenAt, Isolation isolation) {
        this.connection = connection;
        this.takenAt = takenAt;
        this.isolation = isolation.jdbc();
    }

    Connection connection() {
        return connection;
    }

    /** How long HikariCP has not had this connection in its hands. */
    long nanosAway(long now) {
        return now - takenAt;
    }

    /** Makes the connection fit for a transaction that wants {@code options}. */
    void prepare(TransactionOptions options) throws SQLException {
        if (isolation != options.isolation().jdbc()) {
            connection.setTransactionIsolation(options.isolation().jdbc());
            isolation = options.isolation().jdbc();
        }
        if (readOnly != options.readOnly()) {
            connection.setReadOnly(options.readOnly());
            readOnly = options.readOnly();
        }
    }
}
