package dev.brigade.data;

import dev.brigade.threads.Activity;
import java.sql.Connection;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;

/**
 * What a request, a consumed item and a job have in common: one thread, at most one connection, one transaction.
 *
 * <p>Confined to the thread that does the work.
 */
public interface Work {

    /** What is done once the transaction has ended; what it throws is logged. */
    @FunctionalInterface
    interface Hook {
        void run() throws Exception;
    }

    /** Who does this work. */
    Activity activity();

    /**
     * The SQL of this work, as a Jdbi handle on its connection and in its transaction. The connection is leased when the
     * first statement runs. {@code inTransaction} inside becomes a savepoint; committing by hand is refused.
     *
     * @throws IllegalStateException if the application has no database
     */
    Handle db();

    /** The same connection as {@link #db()}, as plain JDBC. */
    Connection connection();

    /**
     * The SQL of this work on another database of the application, in a transaction of its own there, which commits after
     * the main one, if the work succeeds. The two commits are not atomic: when the second fails, the first has happened, and the
     * error says so. What must happen in both or in neither belongs into one database.
     *
     * @param name as declared by {@code app.database(name, url)}
     * @throws IllegalArgumentException if the application has no such database
     */
    Handle db(String name);

    /** The same connection as {@link #db(String)}, as plain JDBC. */
    Connection connection(String name);

    /**
     * Declares the last statement of this work: it is sent to PostgreSQL together with the COMMIT, in one flight instead of
     * two; to other databases just before it. So its rows are known only afterwards: {@link LastStatement#rows}. A statement
     * after it is refused. If it fails, the transaction rolls back, as if the commit had failed.
     *
     * @param args for the question marks, in order
     * @throws IllegalStateException if one has been declared already, or the application has no database
     */
    LastStatement finish(String sql, Object... args);

    /** Runs {@code hook} after the transaction has committed and its connection has gone back; not if it rolls back. */
    void afterCommit(Hook hook);

    /** Runs {@code hook} after the transaction has rolled back; not if it commits. */
    void afterRollback(Hook hook);

    /** The transaction will roll back, whatever the handler returns. */
    void rollbackOnly();

    /**
     * Takes {@code lock} and keeps it until after the commit or the rollback, so that nobody who takes it next can still
     * read the rows of before. Held locks are released in reverse order.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void hold(Lock lock) throws InterruptedException;
}
