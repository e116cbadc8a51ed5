package dev.brigade.data;

import dev.brigade.data.embedded.Instance;
import dev.brigade.data.embedded.WholeCommits;
import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a transaction in its database: COMMIT or ROLLBACK, and what became of it. Confined to the transaction's thread. */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    /** Parted by a line break, since the statement may end with a comment. */
    private static final String WITH_COMMIT = "\n;COMMIT";

    private final Session session;
    private final Activity activity;
    private boolean outcomeUnknown;

    Ending(Session session) {
        this.session = session;
        this.activity = session.activity();
    }

    /** Whether the connection was lost during COMMIT. */
    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    /**
     * Rolls back if it is known that it can't commit, because a statement has failed; before the transaction of another database commits.
     *
     * @throws CommitFailedException in that case
     */
    void refuseIfUndone() {
        if (!session.isLeased()) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // some drivers have to ask
        try {
            Optional<SQLException> obstacle = session.obstacle();
            if (obstacle.isPresent()) {
                throw refused(obstacle.get());
            }
        } catch (SQLException raw) {
            throw notCommitted(raw);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @throws DeadlockException if it was ended as the victim of one, by what was sent for the statement before it and came late */
    private CommitFailedException notCommitted(SQLException raw) {
        SQLException failure = session.failed(raw);
        rollback();
        DeadlockException deadlock = session.victimOf(failure);
        if (deadlock != null) {
            throw new DeadlockException(deadlock, failure); // not a refusal of the database, but a reason to run again
        }
        return new CommitFailedException(
                activity.name() + " did not commit: " + Failures.reason(failure), failure, false);
    }

    /**
     * Commits, with {@code last} before.
     *
     * @param handle of this transaction
     */
    void commit(@Nullable LastStatement last, @Nullable Handle handle) {
        if (session.isOneStatement()) {
            return; // the statement has run by itself
        }
        boolean undoes = session.refusesWritesItself(); // what a read-only transaction may have written all the same
        if (undoes && last == null) {
            rollback();
            return;
        }
        Status before = activity.enter(State.COMMITTING, session.database(), "");
        boolean interrupted = Thread.interrupted(); // a pending interrupt would break the connection under the COMMIT
        try {
            Optional<SQLException> obstacle = session.obstacle();
            if (obstacle.isPresent()) {
                throw refused(obstacle.get());
            }
            if (last != null && handle != null) {
                run(last, handle);
            }
            if (undoes) {
                rollback();
                return;
            }
            sendCommit();
        } catch (SQLException raw) {
            throw notCommitted(raw);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            activity.leave(before);
        }
    }

    /**
     * Runs the last statement; on PostgreSQL together with the COMMIT, in one flight, after which {@link #sendCommit} finds
     * no transaction any more and sends nothing.
     */
    private void run(LastStatement last, Handle handle) throws SQLException {
        boolean together = session.database().sparesRoundTrips();
        int before = session.sent();
        try {
            session.answered(
                    SilentNetwork::commit,
                    () -> last.changed(rows(handle, together ? last.sql() + WITH_COMMIT : last.sql(), last.args())));
        } catch (DeadlockException failure) {
            rollback();
            throw failure; // its victim: not a refusal of the database, but a reason to run again
        } catch (RuntimeException | Error failure) {
            Optional<SQLException> said = Causes.first(SQLException.class, failure);
            boolean onItsWay = together && session.sent() > before;
            if (onItsWay && (said.isEmpty() || Failures.leavesUnknown(failure))) {
                throw unknown(failure);
            }
            if (said.isPresent()) {
                throw said.get();
            }
            throw failure;
        }
    }

    /** How many rows it changes; of one that returns rows, such as UPDATE … RETURNING, how many these are. */
    private static int rows(Handle handle, String sql, Object[] args) {
        try (Update update = handle.createUpdate(sql)) {
            for (int at = 0; at < args.length; at++) {
                update.bind(at, args[at]);
            }
            return update.execute((executed, _) -> {
                PreparedStatement statement = executed.get();
                int changed = statement.getUpdateCount();
                if (changed >= 0) {
                    return changed;
                }
                int returned = 0;
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows != null && rows.next()) {
                        returned++;
                    }
                }
                return returned;
            });
        }
    }

    /** From here on a connection that breaks leaves the outcome unknown; so does a driver that fails in its own ways. */
    private void sendCommit() throws SQLException {
        try {
            Connection connection = session.raw();
            if (session.database().commitsWhole()) {
                WholeCommits.commit(connection);
            } else {
                session.answered(SilentNetwork::commit, connection::commit);
            }
        } catch (SQLException failure) {
            if (Failures.leavesUnknown(failure) && !session.options().readOnly()) { // else it has done nothing
                throw unknown(failure);
            }
            throw failure;
        } catch (RuntimeException | Error failure) {
            throw unknown(failure);
        }
    }

    private CommitFailedException refused(SQLException obstacle) {
        rollback();
        return CommitFailedException.failedBefore(
                activity.name() + " did not commit: a statement had failed (" + Failures.reason(obstacle)
                        + "), which undid its transaction, and the handler went on. Let the exception pass, or put the"
                        + " statement into inTransaction.",
                obstacle);
    }

    private CommitFailedException unknown(Throwable failure) {
        session.lost();
        session.database().commitInDoubt();
        outcomeUnknown = true;
        return new CommitFailedException(
                "The connection was lost while " + activity.name() + " committed, so nobody knows whether it did: "
                        + Failures.reason(failure).replaceFirst("\\.$", "")
                        + ". Look at the rows before doing it again.",
                failure,
                true);
    }

    /** Rolls back. Never throws: what fails is logged, and the connection is not used again. */
    void rollback() {
        if (session.isOneStatement()) {
            return;
        }
        Status before = activity.enter(State.ROLLING_BACK, session.database(), "");
        boolean interrupted = Thread.interrupted();
        try {
            if (session.database().commitsWhole()) {
                Instance.leaveIfClosed(session.raw());
            }
            if (session.isGone()) {
                session.lost(); // its end has rolled back, and whose statement has met it is told
                return;
            }
            Connection connection = session.raw();
            session.answered(SilentNetwork::rollback, connection::rollback);
        } catch (SQLException | RuntimeException failure) {
            session.lost(); // the database rolls back when the connection is closed
            LOG.warn("{}: rollback failed, its connection is closed: {}", activity.name(), Failures.reason(failure));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            activity.leave(before);
        }
    }
}
