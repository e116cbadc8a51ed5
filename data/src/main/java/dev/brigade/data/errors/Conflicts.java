package dev.brigade.data.errors;

import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.threads.DeadlockException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** Tells a failure that goes away when the work runs again from one that does not. */
public final class Conflicts {
    private static final int H2_DEADLOCK = 40001;
    private static final int H2_LOCK_TIMEOUT = 50200;
    private static final int H2_GENERAL_ERROR = 50000;
    private static final String STALE_PLAN = "0A000";
    private static final String STALE_PLAN_ROUTINE = "RevalidateCachedQuery";

    /** How long the victim of a deadlock lets the others go first. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** So many runs follow each other without a pause: more than work meets that a lane holds up (7 on one hot row). */
    private static final int RUNS_AT_ONCE = 10;

    private static final int FIRST_PAUSE_MILLIS = 1;
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private Conflicts() {}

    /**
     * Whether {@code failure} or one of its causes is a serialization failure or a deadlock, so that the same work may be
     * run again from its beginning: a {@link DeadlockException}, SQLSTATE 40001 and 40P01 (PostgreSQL), error 40001 (H2), what H2 makes of a deadlock at times,
     * and a {@linkplain #isStalePlan stale plan}.
     *
     * <p>A lock timeout (H2's HYT00, PostgreSQL's 55P03) is not a conflict: whoever holds the lock has held it for long, and
     * running again would only wait once more: see {@link LockTimeout}. Nor is a commit whose outcome is unknown, whatever its causes say, since
     * the work may have been done.
     */
    public static boolean isConflict(Throwable failure) {
        boolean found = false;
        for (Throwable at : Causes.of(failure)) {
            if (at instanceof DeadlockException deadlock) {
                return !deadlock.isOfOneAlone(); // whatever the driver says of how it ended
            }
            if (at instanceof CommitFailedException commit && commit.outcomeUnknown()) {
                return false;
            }
            if (at instanceof SQLException sql) {
                if (sql.getErrorCode() == H2_LOCK_TIMEOUT) {
                    return false;
                }
                found |= isConflict(sql);
            }
        }
        return found;
    }

    /** What the database, or the guard, says of a failure that {@linkplain #isConflict is a conflict}, in a line. */
    public static String reason(Throwable failure) {
        return Causes.of(failure).stream()
                .filter(at -> at instanceof DeadlockException || (at instanceof SQLException sql && isConflict(sql)))
                .findFirst()
                .map(Failures::reason)
                .orElseGet(() -> Failures.reason(failure));
    }

    /** Whether {@code failure} or one of its causes says that a lock, such as that of a row, was not free in time. */
    public static boolean isLockTimeout(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(at -> at instanceof SQLException sql && LockTimeout.is(sql));
    }

    /**
     * For work that met a conflict, after its rollback and before it runs again: lets others go first. The victim of a deadlock
     * that the guard has broken waits for those of that deadlock. Who meets conflicts again and again pauses, for {@link
     * #FIRST_PAUSE_MILLIS} and then twice as long each time: H2 breaks a deadlock at once, and a victim that runs again before the
     * other has woken takes again what the other waits for, until it has no more runs (seen: 20 in a few milliseconds).
     *
     * @param run which run it was, from 1
     * @throws InterruptedException if interrupted meanwhile
     */
    public static void giveWay(Throwable failure, int run) throws InterruptedException {
        Optional<DeadlockException> deadlock = Causes.first(DeadlockException.class, failure);
        if (deadlock.isPresent()) {
            deadlock.get().letOthersGo(LONGEST_WAIT);
        }
        if (run >= RUNS_AT_ONCE) {
            long pause = (long) FIRST_PAUSE_MILLIS << Math.min(run - RUNS_AT_ONCE, Integer.SIZE);
            Thread.sleep(Math.min(pause, LONGEST_PAUSE_MILLIS));
        }
    }

    /**
     * Whether {@code failure} is a deadlock that H2 (seen with 2.5.252) has found twice at once, so that it stumbles over its own
     * rollback. Nothing of the transaction was done, but its session keeps its locks until it is closed.
     */
    public static boolean isMuddled(SQLException failure) {
        return failure.getErrorCode() == H2_GENERAL_ERROR
                && String.valueOf(failure.getMessage()).contains("ROLLING_BACK");
    }

    /**
     * Whether PostgreSQL refuses a statement that this connection has prepared, since what it returns has changed (a column that a
     * migration has added, and {@code select *}): "cached plan must not change result type". Told by the routine that says so, since
     * the message is in the server's language. On another connection the statement is prepared anew.
     */
    public static boolean isStalePlan(SQLException failure) {
        return STALE_PLAN.equals(failure.getSQLState())
                && failure instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && STALE_PLAN_ROUTINE.equals(postgres.getServerErrorMessage().getRoutine());
    }

    private static boolean isConflict(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return state.equals("40001")
                || state.equals("40P01")
                || failure.getErrorCode() == H2_DEADLOCK
                || isMuddled(failure)
                || isStalePlan(failure);
    }
}
