package dev.brigade.data.confined;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What confined objects ask and tell: to whom the connection belongs, whether it may still be used, and what goes on at it. Of the
 * thread that it belongs to; another one is refused by {@link #check} and {@link #checkThread}, which are safe from any thread.
 */
public interface Confinement {

    /** One SQL call of a driver. */
    interface SqlCall<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /** Whose thread it is. */
    Activity activity();

    /** How the transaction runs. */
    TransactionOptions options();

    /** Whether its transaction is over. */
    boolean isEnded();

    /** Whether there is a connection of the driver yet. */
    boolean isLeased();

    /** Refuses use from another thread. {@code what} begins the message: {@code "The connection"}. */
    void checkThread(String what);

    /** Refuses use from another thread, and use after the end. */
    void check(String what);

    /**
     * Refuses {@code sql} in a read-only transaction if it isn't a query, for a database that does not do so itself (H2, where
     * {@code setReadOnly} does nothing). A query that writes all the same is undone at the end.
     */
    void checkReadOnly(String sql) throws SQLException;

    /** The driver's connection, leased now if it was not. */
    Connection raw();

    /** Runs a call that goes to the database, announced as {@code sql}; by {@code statement}, if it could be cancelled. */
    <T extends @Nullable Object> T inSql(String sql, @Nullable Statement statement, SqlCall<T> call)
            throws SQLException;

    /** As if {@code sql} were run now, which a batch of many statements will do: refuses what they may not do, and notes what they will. */
    void batches(String sql);

    /** What begins the transaction if it stands before its first statement; empty if it has begun, or the driver is to begin it. */
    String begin() throws SQLException;

    /** Runs a call that begins the transaction by itself, and not by the driver. */
    <T extends @Nullable Object> T beginning(SqlCall<T> call) throws SQLException;

    /** What comes next is more than a statement by itself: a cursor, a savepoint, a call whose inside can't be seen. */
    void needsTransaction() throws SQLException;

    /** A savepoint is about to be set, after which there may be statements; refused if there may be none any more. */
    void savepoint() throws SQLException;

    /** What was done since a savepoint has been undone, and what was declared since then must not be done. */
    void undone();

    /** A statement was made that must be closed before the connection goes back. */
    void opened(Statement statement);

    /** The application has closed a statement. */
    void closed(Statement statement);

    /** A driver's call failed: remembers what that says of the connection and the transaction, and gives what may be told of it. */
    SQLException failed(SQLException failure);

    /** The connection is broken, or has settings now that nobody would reset: nobody else shall use it. */
    void lost();
}
