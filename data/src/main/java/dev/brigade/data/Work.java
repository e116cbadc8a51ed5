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
