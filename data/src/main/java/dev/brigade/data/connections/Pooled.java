package dev.brigade.data.connections;

import dev.brigade.data.confined.Confinement;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;

/**
 * A connection that the desk has taken out of its {@link ConnectionSource}, with what is known of it, so that a setting that is already
 * right costs no round trip.
 *
 * <p>Owned by one thread at a time: the one that holds the lease. Ownership passes under the desk's lock, which makes what
 * one owner wrote visible to the next.
 */
public final class Pooled {
    private final Connection connection;
    private final long takenAt;
    private final @Nullable Backend backend;
    private final int backendId;
    private int isolation;
    private boolean readOnly;
    private boolean autoCommit;

    /**
     * @param connection as HikariCP hands it out: at the pool's default isolation, not read-only, without auto-commit
     * @param backendId what the database calls its session
     * @param backend of PostgreSQL; null for other databases, and for connections of somebody else, whose statements always have a transaction around them
     */
    Pooled(Connection connection, long takenAt, Isolation isolation, @Nullable Backend backend, int backendId) {
        this(connection, takenAt, isolation.jdbc(), backend, backendId);
    }

    private Pooled(Connection connection, long takenAt, int isolation, @Nullable Backend backend, int backendId) {
        this.connection = connection;
        this.takenAt = takenAt;
        this.isolation = isolation;
        this.backend = backend;
        this.backendId = backendId;
    }

    /**
     * One of somebody else's, at whatever isolation it is and not read-only; from now on without auto-commit.
     *
     * @throws SQLException if it is of no use; then it has been closed
     */
    static Pooled asItIs(Connection connection, long takenAt) throws SQLException {
        try {
            if (connection.getAutoCommit()) {
                connection.setAutoCommit(false);
            }
            return new Pooled(connection, takenAt, connection.getTransactionIsolation(), null, 0);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** What the database calls its session; 0 if that is not known. */
    public int backendId() {
        return backendId;
    }

    public Connection connection() {
        return connection;
    }

    /** How long the source has not had this connection in its hands. */
    public long nanosAway(long now) {
        return now - takenAt;
    }

    /**
     * Makes the connection fit for a transaction that wants {@code options}.
     *
     * @return whether it is without a transaction: the statement that is expected to be the only one runs by itself
     */
    public boolean prepare(TransactionOptions options) throws SQLException {
        if (isolation != options.isolation().jdbc()) {
            connection.setTransactionIsolation(options.isolation().jdbc());
            isolation = options.isolation().jdbc();
        }
        boolean single = false;
        if (backend != null) {
            if (options.oneStatement()) {
                single = backend.singles(connection);
            } else if (!options.readOnly()) {
                backend.writes(connection);
            }
            autoCommit = connection.getAutoCommit(); // they may have changed it
        }
        if (autoCommit != single) {
            connection.setAutoCommit(single);
            autoCommit = single;
        }
        if (readOnly != options.readOnly()) {
            connection.setReadOnly(options.readOnly());
            readOnly = options.readOnly();
        }
        return single;
    }

    /**
     * Whether it is known that no transaction has begun in PostgreSQL, and that nobody minds how one begins: a driver that sets a savepoint
     * before each statement does so in its own transactions only.
     */
    public boolean isIdle() throws SQLException {
        if (backend == null || !connection.isWrapperFor(BaseConnection.class)) {
            return false;
        }
        BaseConnection postgres = connection.unwrap(BaseConnection.class);
        return postgres.getTransactionState() == TransactionState.IDLE && postgres.getAutosave() == AutoSave.NEVER;
    }

    /** Runs a call whose statement begins with a BEGIN of its own, on a connection that {@link #isIdle is idle}. */
    public <T extends @Nullable Object> T beginning(Confinement.SqlCall<T> call) throws SQLException {
        connection.setAutoCommit(true); // for the driver, which else sends a BEGIN too; it sends nothing for that
        T result;
        try {
            result = call.run();
        } catch (SQLException | RuntimeException | Error failure) {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException further) {
                failure.addSuppressed(further);
            }
            throw failure;
        }
        connection.setAutoCommit(false);
        return result;
    }

    /** From {@code prepare} that returned true to a transaction, before any statement has run. */
    public void beginTransaction() throws SQLException {
        connection.setAutoCommit(false);
        autoCommit = false;
    }
}
