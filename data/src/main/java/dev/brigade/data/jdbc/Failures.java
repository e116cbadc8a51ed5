package dev.brigade.data.jdbc;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What an {@link SQLException} says about the connection it came from. */
public final class Failures {
    /** H2: connection broken, database closed, closed at shutdown, I/O errors below it. */
    private static final Set<Integer> H2_LOST = Set.of(90067, 90098, 90121, 90028, 90031);

    private static final int H2_ENDED = 90121;
    private static final int H2_GENERAL_ERROR = 50000;

    private static final String COMPLETION_UNKNOWN = "40003";

    /** PostgreSQL: idle_in_transaction_session_timeout. */
    private static final String IDLE_IN_TRANSACTION = "25P03";

    private Failures() {}

    /**
     * Whether the connection is lost, so that nobody may use it again and nobody knows what became of a statement on the
     * way: class 08 (connection exception), PostgreSQL's 57P01 to 57P05 (the server ends the session), H2's own codes, or
     * an I/O failure underneath.
     */
    public static boolean isConnectionLost(Throwable failure) {
        for (Throwable at : Causes.of(failure)) {
            if (at instanceof IOException) {
                return true;
            }
            if (at instanceof SQLException sql && saysConnectionLost(sql)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether nobody knows what became of a COMMIT that failed so: the connection {@linkplain #isConnectionLost is lost}, or the database
     * itself does not know and says so (SQLSTATE 40003, statement completion unknown). PostgreSQL ends a transaction that was idle for too long
     * before it takes the next statement, so then it is known.
     */
    public static boolean leavesUnknown(Throwable failure) {
        return says(COMPLETION_UNKNOWN, failure) || (isConnectionLost(failure) && !says(IDLE_IN_TRANSACTION, failure));
    }

    private static boolean says(String state, Throwable failure) {
        return Causes.of(failure).stream()
                .anyMatch(at -> at instanceof SQLException sql && state.equals(sql.getSQLState()));
    }

    /** Whether {@code failure} itself says so, whatever its causes are; but of H2, that it could not write its file, which it closes then. */
    public static boolean saysConnectionLost(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return state.startsWith("08")
                || state.startsWith("57P0")
                || H2_LOST.contains(failure.getErrorCode())
                || ofFile(failure).isPresent();
    }

    /** What the system said to H2 of its file. */
    private static Optional<IOException> ofFile(SQLException failure) {
        return failure.getErrorCode() != H2_GENERAL_ERROR
                ? Optional.empty()
                : Causes.of(failure).stream()
                        .filter(IOException.class::isInstance)
                        .map(IOException.class::cast)
                        .reduce((_, deeper) -> deeper);
    }

    /** The first line of what the database said, without the driver's class names. */
    public static String reason(Throwable failure) {
        if (failure instanceof SQLException sql && sql.getErrorCode() == H2_ENDED) {
            return "H2 has closed the database"; // and advises what to do about it at the end of the process
        }
        if (failure instanceof SQLException sql && ofFile(sql).isPresent()) {
            return "H2 can't go on with its file: " + ofFile(sql).get().getMessage();
        }
        if (failure instanceof UnknownHostException) { // whose message is nothing but the name
            return "no such host: " + failure.getMessage();
        }
        String message = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        // H2 appends "; SQL statement:" and the statement
        return message.lines()
                .findFirst()
                .orElse(message)
                .replace("; SQL statement:", "")
                .strip();
    }
}
