package dev.brigade.data.errors;

import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Failures;
import java.sql.SQLException;
import java.util.Set;

/** Tells a failure of the way to the database, or of the database as a whole, from one of a statement. */
public final class Outages {
    /** Read-only SQL-transaction (ISO 9075); disk full (PostgreSQL). */
    private static final Set<String> NO_WRITES = Set.of("25006", "53100");

    private Outages() {}

    /**
     * Whether {@code failure} or one of its causes says that the database can't be reached or has ended the connection, so
     * that the same may well work a little later: {@link DatabaseUnavailableException}, SQLSTATE class 08 and 57P01 to 57P05,
     * H2's own codes, and a write of H2's that failed; and a server that takes no writes from a transaction that may write. Not a {@link CommitFailedException} whose outcome is unknown, since that may have worked.
     */
    public static boolean isOutage(Throwable failure) {
        boolean found = false;
        for (Throwable at : Causes.of(failure)) {
            if (at instanceof CommitFailedException commit && commit.outcomeUnknown()) {
                return false;
            }
            found |= at instanceof DatabaseUnavailableException
                    || (at instanceof SQLException sql && Failures.saysConnectionLost(sql));
        }
        return found;
    }

    /** What the database, or the way to it, says of an outage, in a line. */
    public static String reason(Throwable failure) {
        for (Throwable at : Causes.of(failure)) {
            if (at instanceof DatabaseUnavailableException || at instanceof SQLException) {
                return Failures.reason(at);
            }
        }
        return Failures.reason(failure);
    }

    /** Whether it is an outage to those who write alone: the server reads, as a standby does, or one whose disk is full. */
    public static boolean isOfWrites(Throwable failure) {
        return isUnreachable(failure)
                && Causes.of(failure).stream()
                        .anyMatch(at -> at instanceof SQLException sql
                                && sql.getSQLState() != null
                                && NO_WRITES.contains(sql.getSQLState()));
    }

    /**
     * Whether {@code failure} or one of its causes says that no connection could be had, so that nothing was asked of it; or one of a server
     * that takes no writes.
     */
    public static boolean isUnreachable(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(DatabaseUnavailableException.class::isInstance);
    }

    /** As {@link #isUnreachable(Throwable)}, if it is about the database of that name, and not about another that is used beside it. */
    public static boolean isUnreachable(Throwable failure, String database) {
        return Causes.of(failure).stream()
                .anyMatch(at -> at instanceof DatabaseUnavailableException unavailable
                        && (unavailable.pool() + ".").startsWith(database + "."));
    }
}
