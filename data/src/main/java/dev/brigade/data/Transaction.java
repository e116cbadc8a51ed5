package dev.brigade.data;

import dev.brigade.data.confined.ConfinedConnection;
import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.jdbc.SqlText;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.DeadlockException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction of one thread. Ends exactly once, by {@link #commit} or {@link #rollback}; both give the connection back
 * and release held locks, in this order, also when they throw.
 *
 * <p>Confined to the thread that began it: any other gets an {@link IllegalStateException} that names both.
 */
public final class Transaction implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final Session session;
    private final Ending ending;
    private final FurtherTransactions others;
    private final Hooks hooks = new Hooks();
    private final HeldUntilEnd held;
    private @Nullable Connection connection;
    private @Nullable Handle handle;
    private @Nullable LastStatement last;
    private boolean rollbackOnly;
    private boolean commitsLast;
    private Outcome outcome = Outcome.NONE;

    /** @param named the databases besides the one of {@code session} */
    Transaction(Session session, Map<String, Database> named) {
        this.session = session;
        this.ending = new Ending(session);
        this.others = new FurtherTransactions(session.activity(), named);
        this.held = new HeldUntilEnd(session);
    }

    /**
     * Commits (rolls back, if {@link #isRollbackOnly()}), gives the connection back, releases held locks. Runs no hook.
     * Does nothing to the database if no statement ran. Other databases, if {@link #db(String)} was used, commit after this
     * one (before it, if it {@linkplain #commitsLast commits last}), in the order of their first use; none does if one of them is known to refuse, since a statement has failed there.
     *
     * @throws CommitFailedException if the database refused or its answer was lost; its outcome counts as unknown, too, if
     *     one database has committed and another, after it, has not
     * @throws DeadlockException if it was ended as the victim of one, so that nothing has committed
     * @throws IllegalStateException if the transaction has ended
     */
    public void commit() {
        session.check("The transaction");
        if (rollbackOnly && !guessedWrong()) {
            rollback();
            return;
        }
        try {
            if (guessedWrong()) {
                throw new GuessedWrong(activity().name()); // the handler must have swallowed the first
            }
            prepareOthers();
            forgetUndone();
            if (last != null) {
                session.unseal();
                ending.commit(last, db());
            }
            closeStatements();
            if (last == null && session.isLeased()) {
                ending.commit(null, null);
            }
            outcome = Outcome.COMMITTED;
            if (!commitsLast) {
                commitOthers();
            }
        } catch (CommitFailedException failure) {
            if (ending.isOutcomeUnknown()) {
                outcome = Outcome.UNKNOWN;
            }
            throw failure;
        } catch (RuntimeException | Error failure) {
            session.lost(); // whatever this is, the transaction may be open still: nobody else shall inherit it
            throw failure;
        } finally {
            if (outcome == Outcome.NONE) {
                outcome = Outcome.ROLLED_BACK;
            }
            end();
        }
    }

    /**
     * Rolls back, gives the connection back, releases held locks. Does nothing if the transaction has ended, so that it may
     * stand in a {@code finally}. Never throws on its own thread: what fails is logged, and the connection is not used again.
     */
    public void rollback() {
        session.checkThread("The transaction");
        if (session.isEnded()) {
            return;
        }
        outcome = Outcome.ROLLED_BACK;
        try {
            closeStatements();
            if (session.isLeased()) {
                ending.rollback();
            }
        } catch (Error failure) {
            session.lost(); // the transaction may be open still: nobody else shall inherit it
            LOG.error(
                    "{}: rollback failed, its connection is closed", activity().name(), failure);
        } finally {
            end();
        }
    }

    /**
     * Runs what {@link #afterCommit} or {@link #afterRollback} collected, in order; one that throws is logged, and the next
     * runs all the same. After a commit whose outcome is unknown neither sort runs; if this one has committed
     * and that of another database after it has not, those of a commit run. Runs each at most once.
     *
     * @throws IllegalStateException if the transaction has not ended
     */
    public void runHooks() {
        session.checkThread("The transaction");
        if (outcome == Outcome.COMMITTED) {
            activity().repeatable(false); // what is committed isn't done again, so it is nobody's victim any more
        }
        hooks.run(activity(), outcome);
    }

    /**
     * Other databases commit before this one from now on, not after it: for work that is noted as done in this one, and must rather be done
     * twice in another than not at all. If one of them fails, or this one does after them, the work counts as not done.
     */
    public void commitsLast() {
        session.check("The transaction");
        commitsLast = true;
    }

    /** Whether {@link #commit} will roll back. */
    public boolean isRollbackOnly() {
        return rollbackOnly;
    }

    /** Whether it has ended and what it did is done; true as well if that is nothing. */
    public boolean isCommitted() {
        return outcome == Outcome.COMMITTED;
    }

    /** Whether a statement ran, so that there is a connection and the end will go to the database. */
    public boolean isLeased() {
        return session.isLeased();
    }

    /** What was asked of the connection so far. */
    public Usage usage() {
        return session.usage();
    }

    /**
     * Whether this was {@linkplain TransactionOptions#oneStatement expected to be one statement}, which has run by itself, and
     * more was asked then: it can't commit, and the work has to be done again in a full transaction.
     */
    public boolean guessedWrong() {
        return session.isGuessedWrong();
    }

    /**
     * Cancels the statement that runs in the database at this moment, also one of a separate transaction of the same activity, which then
     * fails there; returns false if none does. A
     * statement that is still on its way there is not hit: who wants it to end calls again after a while, until false.
     * The connection is closed at the end of the transaction, since a cancellation may arrive late. Waits for the database to
     * be told. Safe from any thread.
     */
    public boolean cancelStatement() {
        try {
            boolean here = session.cancelAll();
            return others.cancelStatements() || here;
        } catch (SQLException failure) {
            LOG.warn("{}: its statement could not be cancelled: {}", activity().name(), Failures.reason(failure));
            return false;
        }
    }

    /**
     * Who holds the rows that its statement waits for at this moment, by their names, when the database was last asked; also that of a
     * separate transaction of the same activity. Empty if nobody is known to. Asks nobody. Safe from any thread.
     */
    public List<String> rowHolders() {
        List<String> here = session.rowHolders();
        return here.isEmpty() ? others.rowHolders() : here;
    }

    @Override
    public Activity activity() {
        return session.activity();
    }

    @Override
    public Handle db() {
        session.check("The connection");
        Handle mine = handle;
        if (mine == null || mine.isClosed()) { // a library may have closed it; the transaction goes on
            mine = session.database().handle(connection());
            handle = mine;
        }
        return mine;
    }

    @Override
    public Connection connection() {
        session.check("The connection");
        session.database();
        Connection mine = connection;
        if (mine == null) {
            mine = ConfinedConnection.of(session);
            connection = mine;
        }
        return mine;
    }

    @Override
    public Handle db(String name) {
        return other(name).db();
    }

    @Override
    public Connection connection(String name) {
        return other(name).connection();
    }

    @Override
    public LastStatement finish(String sql, Object... args) {
        session.check("The transaction");
        forgetUndone();
        if (last != null) {
            throw new IllegalStateException(activity().name() + " has declared its last statement already: \""
                    + SqlText.brief(last.sql()) + "\". There can be one; run the others with db().execute(…).");
        }
        session.refuseEnd(sql);
        db();
        needsTransaction();
        session.raw(); // the wait for a connection is the handler's
        session.seal(sql);
        LastStatement declared = new LastStatement(sql, args);
        last = declared;
        return declared;
    }

    @Override
    public void afterCommit(Hook hook) {
        session.check("A hook");
        hooks.afterCommit(hook);
    }

    @Override
    public <T> void putOrRefuse(BoundedQueue<? super T> queue, T item, Duration wait) throws InterruptedException {
        session.check("A place in a queue");
        hooks.afterCommit(held.reserve(queue, item, wait));
    }

    @Override
    public void afterRollback(Hook hook) {
        session.check("A hook");
        hooks.afterRollback(hook);
    }

    @Override
    public void rollbackOnly() {
        session.check("The transaction");
        rollbackOnly = true;
    }

    @Override
    public void hold(Lock lock) throws InterruptedException {
        session.check("The transaction");
        held.hold(lock);
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R separately(
            TransactionOptions options, Separate<R, X> body) throws X {
        session.check("The transaction");
        Database database = session.database();
        needsTransaction(); // what is done separately must not be done again because of a guess
        return database.separately(activity(), options, body);
    }

    @Override
    public TransactionAccess access() {
        return new TransactionAccess(this);
    }

    Session session() {
        return session;
    }

    /** The cluster locks that it holds. */
    ClusterHolds clusterHolds() {
        session.check("The transaction");
        return held.clusterLocks();
    }

    /** A last statement that was declared in a part that has been undone since. */
    private void forgetUndone() {
        if (last != null && !session.isSealed()) {
            last.undone();
            last = null;
        }
    }

    private void needsTransaction() {
        try {
            session.needsTransaction();
        } catch (SQLException failure) {
            throw new DatabaseException(
                    activity().name() + " could not begin its transaction: " + Failures.reason(failure), failure);
        }
    }

    private Transaction other(String name) {
        session.check("The transaction");
        return others.in(name, session.options().withOneStatement(false));
    }

    /** @throws CommitFailedException if it is known that it can't commit, because a statement has failed */
    void refuseIfUndone() {
        ending.refuseIfUndone();
    }

    /** While this one, whose commit nobody could take back, can still be rolled back. */
    private void prepareOthers() {
        try {
            others.refuseIfUndone();
            if (commitsLast) {
                ending.refuseIfUndone();
                others.commitBefore();
            }
        } catch (CommitFailedException | DeadlockException failure) {
            if (session.isLeased()) {
                ending.rollback();
            }
            outcome = outcomeAfter(failure);
            throw failure;
        }
    }

    /** After this one has committed. */
    private void commitOthers() {
        boolean done = session.isLeased();
        try {
            others.commitAfter(done);
        } catch (CommitFailedException | DeadlockException failure) {
            if (!done && !others.anyCommitted()) {
                outcome = outcomeAfter(failure);
            }
            throw failure;
        }
    }

    private static Outcome outcomeAfter(RuntimeException failure) {
        return failure instanceof CommitFailedException commit && commit.outcomeUnknown()
                ? Outcome.UNKNOWN
                : Outcome.ROLLED_BACK;
    }

    private void closeStatements() {
        Handle mine = handle;
        if (mine != null) {
            try {
                mine.close();
            } catch (RuntimeException failure) {
                LOG.debug("{}: its handle could not be closed: {}", activity().name(), Failures.reason(failure));
            }
        }
        session.closeStatements();
    }

    /** The connection first, then places in queues and locks: who takes a lock next finds this transaction ended. */
    private void end() {
        session.end(outcome == Outcome.COMMITTED ? "committed" : "rolled back");
        try {
            session.giveBack();
            others.rollBack(); // not those that have committed
        } finally {
            held.end(activity(), outcome);
        }
    }
}
