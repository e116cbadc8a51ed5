package dev.brigade.data.mapping;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of a Jdbi handle inside a {@code Transaction}: {@code inTransaction} and {@code useTransaction} are
 * savepoints, nested as deep as one likes, and {@code begin}, {@code commit} and {@code rollback} by hand are refused.
 *
 * <p>{@link #isInTransaction} answers no although there is always a transaction. Jdbi asks it to decide whether
 * {@code inTransaction} shall merely run its body (yes) or go through the handler (no), and only the second can set a
 * savepoint. It also keeps {@code Handle.close} from rolling back.
 *
 * <p>{@link #specialize} gives each handle its own, which is confined to the handle's thread.
 */
final class NestedTransactions implements TransactionHandler {
    private final Map<String, Savepoint> named = new HashMap<>();

    @Override
    public TransactionHandler specialize(Handle handle) {
        return new NestedTransactions();
    }

    @Override
    public boolean isInTransaction(Handle handle) {
        return false;
    }

    @Override
    public void begin(Handle handle) {
        throw refused("begin", "a transaction has begun already; for a part that may be undone use inTransaction");
    }

    @Override
    public void commit(Handle handle) {
        throw refused(
                "commit",
                "the commit comes after the handler has returned; put what must come after it into afterCommit");
    }

    @Override
    public void rollback(Handle handle) {
        throw refused(
                "rollback",
                "the rollback comes after the handler has returned; call rollbackOnly() or throw, and for a part that may "
                        + "be undone use inTransaction");
    }

    @Override
    public void savepoint(Handle handle, String name) {
        try {
            named.put(name, handle.getConnection().setSavepoint(name));
        } catch (SQLException failure) {
            throw new TransactionException("Savepoint \"" + name + "\" could not be set", failure);
        }
    }

    @Override
    public void rollbackToSavepoint(Handle handle, String name) {
        try {
            handle.getConnection().rollback(named(name)); // it stays set, as in SQL
        } catch (SQLException failure) {
            throw new TransactionException("Could not roll back to savepoint \"" + name + "\"", failure);
        }
    }

    @Override
    public void releaseSavepoint(Handle handle, String name) {
        try {
            handle.getConnection().releaseSavepoint(named(name));
            named.remove(name);
        } catch (SQLException failure) {
            throw new TransactionException("Savepoint \"" + name + "\" could not be released", failure);
        }
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R inTransaction(
            Handle handle, HandleCallback<R, X> callback) throws X {
        Connection connection = handle.getConnection();
        Savepoint before = set(connection);
        try {
            R result = callback.withHandle(handle);
            release(connection, before); // fails if a statement had failed and the callback went on
            return result;
        } catch (Throwable failure) {
            undo(connection, before, failure);
            throw failure;
        }
    }

    /** The level is checked by the handle, which sets it on the connection, which refuses any but its own. */
    @Override
    public <R extends @Nullable Object, X extends Exception> R inTransaction(
            Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> callback) throws X {
        return inTransaction(handle, callback);
    }

    private static Savepoint set(Connection connection) {
        try {
            return connection.setSavepoint();
        } catch (SQLException failure) {
            throw new TransactionException("The savepoint of a nested transaction could not be set", failure);
        }
    }

    private static void release(Connection connection, Savepoint savepoint) {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException failure) {
            throw new TransactionException("The savepoint of a nested transaction could not be released", failure);
        }
    }

    /** Undoes the nested part; that it can't must not hide why it should. */
    private static void undo(Connection connection, Savepoint savepoint, Throwable failure) {
        try {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
        } catch (SQLException | RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private Savepoint named(String name) {
        Savepoint savepoint = named.get(name);
        if (savepoint == null) {
            throw new TransactionException(
                    "There is no savepoint \"" + name + "\"; those set are " + named.keySet() + ".");
        }
        return savepoint;
    }

    private static IllegalStateException refused(String method, String reason) {
        return new IllegalStateException("Handle." + method + "() is refused: " + reason + ".");
    }
}
