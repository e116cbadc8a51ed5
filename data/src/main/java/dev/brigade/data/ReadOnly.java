package dev.brigade.data;

import dev.brigade.data.jdbc.SqlText;
import dev.brigade.threads.Activity;
import java.sql.SQLException;

/** The refusal of a write in a transaction that only reads: how it is told from others, and what its user is told to do. */
final class ReadOnly {
    /** ISO 9075: read-only SQL-transaction. */
    private static final String STATE = "25006";

    private static final String HOW_TO_WRITE =
            " A request that writes is a POST, PUT, PATCH or DELETE; a GET that has to write declares .readOnly(false).";

    private ReadOnly() {}

    /** In place of a database that would let {@code sql} write. */
    static SQLException refused(Activity activity, String sql) {
        return new SQLException(
                activity.name() + " is read-only and can't run \"" + SqlText.brief(sql) + "\"." + HOW_TO_WRITE, STATE);
    }

    /** Whether a database, or {@link #refused}, says so. */
    static boolean isRefusal(SQLException failure) {
        return STATE.equals(failure.getSQLState());
    }

    /** A refusal of a database, with what to do. */
    static SQLException explained(SQLException refusal) {
        return String.valueOf(refusal.getMessage()).endsWith(HOW_TO_WRITE) // of a last statement it is asked twice
                ? refusal
                : new SQLException(refusal.getMessage() + "." + HOW_TO_WRITE, STATE, refusal.getErrorCode(), refusal);
    }
}
