package dev.brigade.data;

import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.LockTimeout;
import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Budget;
import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link Work#separately}: a second transaction of a thread whose first is open.
 *
 * <p>Why it can't wait for itself at the pool: its connections are of another {@link Budget} than those of first
 * transactions, and who holds one of them gets no further one, since an activity that is in here is refused.
 *
 * <p>Safe from any thread: {@link #running} is a concurrent set, and each activity puts in and takes out only itself.
 */
final class SeparateTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(SeparateTransactions.class);

    /** Few run at once, so of those that meet a conflict one gets on in each round. */
    private static final int MOST_RUNS = 20;

    private final Database database;
    private final Set<Object> running = ConcurrentHashMap.newKeySet();

    SeparateTransactions(Database database) {
        this.database = database;
    }

    <R extends @Nullable Object, X extends Exception> R run(
            Activity activity, TransactionOptions options, Work.Separate<R, X> body) throws X {
        Object key = Leases.key(activity);
        if (!running.add(key)) {
            throw new IllegalStateException(activity.name()
                    + " is in a separate transaction already and gets no further one, since it could wait for itself."
                    + " Use the separate transaction that it has, or end it before the next begins.");
        }
        try {
            for (int run = 1; ; run++) {
                Transaction transaction = new Transaction(
                        new Session(database, activity, options.withOneStatement(false), Budget.SEPARATE), Map.of());
                try {
                    return once(transaction, body);
                } catch (Throwable failure) {
                    transaction.rollback();
                    Optional<DeadlockException> deadlock = Causes.first(DeadlockException.class, failure);
                    if (deadlock.filter(SeparateTransactions::isOfRowsAlone).isPresent()) {
                        throw itsOwn(
                                activity,
                                " waits for a row in its separate transaction. Its own first transaction has locked",
                                failure);
                    }
                    if (deadlock.isPresent()) {
                        throw failure; // what the first transaction holds may be part of it: all must be done again
                    }
                    Optional<LockTimeout> lockTimeout = LockTimeout.of(failure);
                    if (lockTimeout.filter(wait -> isItsOwn(wait, activity)).isPresent()) {
                        throw itsOwn(
                                activity,
                                " waited too long for a row in its separate transaction. Most likely its own first transaction has written",
                                failure);
                    }
                    if (run == MOST_RUNS || !Conflicts.isConflict(failure) || !givenWay(failure, run)) {
                        throw failure;
                    }
                    LOG.debug("{}: its separate transaction met a conflict and runs again", activity.name(), failure);
                } finally {
                    transaction.runHooks();
                }
            }
        } finally {
            running.remove(key);
        }
    }

    /** False if it was interrupted meanwhile. */
    private static boolean givenWay(Throwable failure, int run) {
        try {
            Conflicts.giveWay(failure, run);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <R extends @Nullable Object, X extends Exception> R once(
            Transaction transaction, Work.Separate<R, X> body) throws X {
        R result = body.run(transaction);
        transaction.commit();
        return result;
    }

    /** Most likely it is, if nobody knows who held the row, and the first transaction can have locked one. */
    private boolean isItsOwn(LockTimeout wait, Activity activity) {
        return wait.holders().isEmpty()
                ? database.sessions().stream().anyMatch(session -> mayHoldRows(session, activity))
                : wait.holders().contains(activity.name());
    }

    private static boolean mayHoldRows(Session session, Activity activity) {
        return session.budget() == Budget.MAIN
                && session.activity().equals(activity)
                && session.sent() > 0
                && !session.options().readOnly();
    }

    /** That the guard has broken, of an activity that waited in a statement for nobody but itself. */
    private static boolean isOfRowsAlone(DeadlockException deadlock) {
        return deadlock.isOfOneAlone() && deadlock.getCause() instanceof SQLException;
    }

    private static DatabaseException itsOwn(Activity activity, String waits, Throwable failure) {
        return new DatabaseException(
                activity.name() + waits
                        + " that row and can't end before the separate one does: let only one of the two write it.",
                failure);
    }
}
