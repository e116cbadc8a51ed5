package dev.brigade.data.errors;

import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.WaitedInVain;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A statement that waited in vain for a row or a table which others had locked: H2's {@code LOCK_TIMEOUT} (10 s unless the URL says
 * otherwise), PostgreSQL's {@code lock_timeout} and {@code NOWAIT} (SQLSTATE 55P03), for which nobody waits unless it is set. No fault of the work, which may
 * succeed later; and no {@linkplain Conflicts conflict}, after which running again at once would help. Immutable.
 *
 * @param statement its beginning; empty if it is not known
 * @param waited how long it waited
 * @param holders the names of those who had locked it when the guard last looked at who waits for whom; empty if nobody knows, as of a
 *     wait that was too short to be looked at
 */
public record LockTimeout(String statement, Duration waited, List<String> holders) {
    private static final int H2 = 50200;
    private static final String POSTGRES = "55P03";

    public LockTimeout {
        holders = List.copyOf(holders);
    }

    /** Whether a statement failed for this reason. */
    public static boolean is(SQLException failure) {
        return failure.getErrorCode() == H2 || POSTGRES.equals(failure.getSQLState());
    }

    /**
     * The wait in vain that is the reason of {@code failure}; empty if there is none. Nor is there one if the outcome of a commit is
     * unknown, if the work went on after it as if nothing had been, or if a {@link DatabaseException} says of it that the work waited for
     * itself: that is a fault of the program.
     */
    public static Optional<LockTimeout> of(Throwable failure) {
        for (Throwable at : Causes.of(failure)) {
            if (at instanceof CommitFailedException commit) {
                if (commit.outcomeUnknown() || commit.isFailedBefore()) {
                    return Optional.empty();
                }
            } else if (at instanceof DatabaseException) {
                return Optional.empty();
            }
            if (at instanceof SQLException sql && is(sql)) {
                return Optional.of(told(sql));
            }
        }
        return Optional.empty();
    }

    private static LockTimeout told(SQLException failure) {
        for (Throwable with : failure.getSuppressed()) {
            if (with instanceof WaitedInVain wait) {
                return new LockTimeout(wait.statement(), wait.waited(), wait.holders());
            }
        }
        return new LockTimeout("", Duration.ZERO, List.of());
    }

    /** For people: {@code waited 10.0 s in vain for what others have locked, in "update dish set …", held by POST /wash #5}. */
    public String text() {
        return WaitedInVain.text(statement, waited, holders);
    }
}
