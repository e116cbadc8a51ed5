package dev.brigade.data;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.LeaseTimeoutException;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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

    /**
     * A separate transaction.
     *
     * @param <R> what it returns
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface Separate<R extends @Nullable Object, X extends Exception> {
        R run(Work transaction) throws X;
    }

    /**
     * A separate transaction that returns nothing.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface SeparateAction<X extends Exception> {
        void run(Work transaction) throws X;
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
     * after it is refused. If it fails, the transaction rolls back, as if the commit had failed. Declared inside of {@code inTransaction}
     * it is undone with that.
     *
     * @param args for the question marks, in order
     * @throws IllegalStateException if one has been declared already, or the application has no database
     */
    LastStatement finish(String sql, Object... args);

    /** Runs {@code hook} after the transaction has committed and its connection has gone back; not if it rolls back. */
    void afterCommit(Hook hook);

    /**
     * Puts {@code item} into {@code queue} after the transaction has committed, and not if it rolls back or runs again. Waits
     * then for room in the queue, and the answer waits with it: so a queue that is full slows down those that fill it. An
     * item that can't be put, since the queue is closed or the thread is interrupted, is logged as an error.
     */
    default <T> void put(BoundedQueue<? super T> queue, T item) {
        afterCommit(new QueuePut<>(activity(), queue, item));
    }

    /** As {@link #putOrRefuse(BoundedQueue, Object, Duration)}, waiting for a place for a second at most. */
    default <T> void putOrRefuse(BoundedQueue<? super T> queue, T item) throws InterruptedException {
        putOrRefuse(queue, item, Duration.ofSeconds(1));
    }

    /**
     * As {@link #put}, but refuses while the work can still be undone: takes a place in {@code queue} now, waiting for one
     * for {@code wait} at most, and puts {@code item} into it after the commit, without a wait. When the transaction rolls
     * back, or runs again, the place is given back. A request that gets no place is answered 503 with {@code Retry-After}.
     *
     * <p>Call it before the first statement, so that no connection and no row waits with it.
     *
     * @throws dev.brigade.threads.QueueFullException if there was no place in time
     * @throws dev.brigade.threads.QueueClosedException if the queue is closed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    <T> void putOrRefuse(BoundedQueue<? super T> queue, T item, Duration wait) throws InterruptedException;

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

    /** For {@link ClusterLock} and {@link ClusterCondition}, which find its transaction by it; of no use to others. */
    TransactionAccess access();

    /** As {@link #separately(TransactionOptions, Separate)}, at the isolation of {@link TransactionOptions#DEFAULT}. */
    default <R extends @Nullable Object, X extends Exception> R separately(Separate<R, X> body) throws X {
        return separately(TransactionOptions.DEFAULT, body);
    }

    /**
     * Runs {@code body} in a second transaction, while this one stays as it is: for what must have happened whatever
     * becomes of this one, such as a line in an audit log. It commits when {@code body} returns, and rolls back when it
     * throws. Upon a conflict with another transaction {@code body} runs again, up to 20 times; so it may happen again, as
     * it does when the request itself runs again.
     *
     * <p>The connection comes from a small budget of its own, {@code database.separate.size}, so this can't wait for
     * connections that first transactions hold. Inside, a further separate transaction is refused.
     *
     * <p><b>The two transactions are strangers.</b> The second doesn't see what the first has written. If it writes a row
     * that the first has written, or inserts the same key, it waits for the first, which waits for it; no database sees
     * that. The guard does, or else a lock timeout ends it (10 s unless the database or its URL says otherwise), with a
     * {@link DatabaseException}. If each reads what the other writes, PostgreSQL refuses one of the two at SERIALIZABLE, as
     * it would with any others, and will again when they run again.
     *
     * @return what {@code body} returned
     * @throws IllegalStateException if this transaction has ended or is itself a separate one
     * @throws LeaseTimeoutException if no connection of the budget became free in time
     * @throws CommitFailedException if the database refused the commit, or its answer was lost
     */
    <R extends @Nullable Object, X extends Exception> R separately(TransactionOptions options, Separate<R, X> body)
            throws X;

    /** As {@link #separately(Separate)}, for a {@code body} that returns nothing. */
    default <X extends Exception> void runSeparately(SeparateAction<X> body) throws X {
        runSeparately(TransactionOptions.DEFAULT, body);
    }

    /** As {@link #separately(TransactionOptions, Separate)}, for a {@code body} that returns nothing. */
    default <X extends Exception> void runSeparately(TransactionOptions options, SeparateAction<X> body) throws X {
        this.<@Nullable Object, X>separately(options, transaction -> {
            body.run(transaction);
            return null;
        });
    }
}
