package dev.brigade.data;

import dev.brigade.threads.Activity;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

    private enum Outcome {
        NONE,
        COMMITTED,
        ROLLED_BACK,
        /** The connection was lost during COMMIT. */
        UNKNOWN
    }

    private final Session session;
    private final List<Hook> afterCommit = new ArrayList<>(0);
    private final List<Hook> afterRollback = new ArrayList<>(0);
    private final Deque<Lock> held = new ArrayDeque<>(0);
    private @Nullable Connection connection;
    private @Nullable Handle handle;
    private boolean rollbackOnly;
    private Outcome outcome = Outcome.NONE;

    Transaction(Session session) {
        this.session = session;
    }

    /** For work of an application that has no database: hooks and held locks are as ever, and asking for a connection throws. */
    public static Transaction withoutDatabase(Activity activity) {
        return new Transaction(new Session(null, activity, TransactionOptions.DEFAULT));
    }

    /**
     * Commits (rolls back, if {@link #isRollbackOnly()}), gives the connection back, releases held locks. Runs no hook.
     * Does nothing to the database if no statement ran.
     *
     * @throws CommitFailedException if the database refused or its answer was lost
     * @throws IllegalStateException if the transaction has ended
     */
    public void commit() {
        session.check("The transaction");
        if (rollbackOnly) {
            rollback();
            return;
        }
        try {
            closeStatements();
            if (session.isLeased()) {
                commitLeased();
            }
            outcome = Outcome.COMMITTED;
        } catch (CommitFailedException failure) {
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
                rollbackLeased();
            }
        } finally {
            end();
        }
    }

    /**
     * Runs what {@link #afterCommit} or {@link #afterRollback} collected, in order; one that throws is logged, and the next
     * runs all the same. After a commit whose outcome is unknown neither sort runs. Runs each at most once.
     *
     * @throws IllegalStateException if the transaction has not ended
     */
    public void runHooks() {
        session.checkThread("The transaction");
        List<Hook> hooks = switch (outcome) {
            case COMMITTED -> List.copyOf(afterCommit);
            case ROLLED_BACK -> List.copyOf(afterRollback);
            case UNKNOWN -> List.of();
            case NONE ->
                throw new IllegalStateException("The hooks of " + activity().name()
                        + " run after its transaction has ended; commit or roll back first.");
        };
        afterCommit.clear();
        afterRollback.clear();
        for (Hook hook : hooks) {
            try {
                hook.run();
            } catch (Throwable failure) {
                LOG.error(
                        "{}: a hook after the {} failed; the others run",
                        activity().name(),
                        outcome == Outcome.COMMITTED ? "commit" : "rollback",
                        failure);
            }
        }
    }

    /** Whether {@link #commit} will roll back. */
    public boolean isRollbackOnly() {
        return rollbackOnly;
    }

    /** Whether a statement ran, so that there is a connection and the end will go to the database. */
    public boolean isLeased() {
        return session.isLeased();
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
    public void afterCommit(Hook hook) {
        session.check("A hook");
        afterCommit.add(hook);
    }

    @Override
    public void afterRollback(Hook hook) {
        session.check("A hook");
        afterRollback.add(hook);
    }

    @Override
    public void rollbackOnly() {
        session.check("The transaction");
        rollbackOnly = true;
    }

    @Override
    public void hold(Lock lock) throws InterruptedException {
        session.check("The transaction");
        lock.lockInterruptibly();
        held.push(lock);
    }

    private void commitLeased() {
        if (session.refusesWritesItself()) {
            rollbackLeased(); // what a read-only transaction may have written all the same
            return;
        }
        Status before = activity().enter(State.COMMITTING, session.database(), "");
        boolean interrupted = Thread.interrupted(); // a pending interrupt would break the connection under the COMMIT
        try {
            Optional<SQLException> obstacle = session.obstacle();
            if (obstacle.isPresent()) {
                throw refused(obstacle.get());
            }
            sendCommit();
        } catch (SQLException failure) {
            session.failed(failure);
            rollbackLeased();
            throw new CommitFailedException(
                    activity().name() + " did not commit: " + Failures.reason(failure), failure, false);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            activity().leave(before);
        }
    }

    /** From here on a connection that breaks leaves the outcome unknown; so does a driver that fails in its own ways. */
    private void sendCommit() throws SQLException {
        try {
            session.raw().commit();
        } catch (SQLException failure) {
            if (Failures.isConnectionLost(failure)) {
                throw unknown(failure);
            }
            throw failure;
        } catch (RuntimeException | Error failure) {
            throw unknown(failure);
        }
    }

    private CommitFailedException refused(SQLException obstacle) {
        rollbackLeased();
        return new CommitFailedException(
                activity().name() + " did not commit: a statement had failed (" + Failures.reason(obstacle)
                        + "), which undid its transaction, and the handler went on. Let the exception pass, or put the"
                        + " statement into inTransaction.",
                obstacle,
                false);
    }

    private CommitFailedException unknown(Throwable failure) {
        session.lost();
        outcome = Outcome.UNKNOWN;
        return new CommitFailedException(
                "The connection was lost while " + activity().name() + " committed, so nobody knows whether it did: "
                        + Failures.reason(failure) + ". Look at the rows before doing it again.",
                failure,
                true);
    }

    private void rollbackLeased() {
        Status before = activity().enter(State.ROLLING_BACK, session.database(), "");
        boolean interrupted = Thread.interrupted();
        try {
            session.raw().rollback();
        } catch (SQLException | RuntimeException failure) {
            session.lost(); // the database rolls back when the connection is closed
            LOG.warn(
                    "{}: rollback failed, its connection is closed: {}",
                    activity().name(),
                    Failures.reason(failure));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            activity().leave(before);
        }
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

    /** The connection first, then the locks: who takes a lock next finds this transaction ended. */
    private void end() {
        session.end(outcome == Outcome.COMMITTED ? "committed" : "rolled back");
        try {
            session.giveBack();
        } finally {
            while (!held.isEmpty()) {
                try {
                    held.pop().unlock();
                } catch (RuntimeException failure) {
                    LOG.error(
                            "{}: a held lock could not be released", activity().name(), failure);
                }
            }
        }
    }
}
