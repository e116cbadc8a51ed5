package dev.brigade.data.errors;

import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.jdbc.InStatement;
import dev.brigade.threads.DeadlockException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A statement that the database has ended, or has not begun, for reasons of its own: a limit that its operators have set, one of them by
 * hand, or something of the server that has run out. No fault of the work, which may succeed later; and no {@linkplain Conflicts
 * conflict}, after which running again at once would help. Immutable.
 *
 * @param reason what the database says
 * @param statement its beginning; empty if it is not known, as of a COMMIT
 * @param advice for the log: what it was, and what to do
 */
public record EndedStatement(String reason, String statement, String advice) {

    /** What a failure says by its SQLSTATE. */
    private static String advice(SQLException failure) {
        return switch (Optional.ofNullable(failure.getSQLState()).orElse("")) {
            case "57014" ->
                "Its limit is statement_timeout, or somebody has ended it by pg_cancel_backend (on H2: QUERY_TIMEOUT):"
                        + " let it do less, or raise the limit";
            case "25P03" ->
                "Its limit is idle_in_transaction_session_timeout: see what was done meanwhile, with the transaction open";
            case "25P04" -> "Its limit is transaction_timeout: let the transaction do less, or raise the limit";
            case "53100" -> "The database's disk is full: make room there";
            case "53200" ->
                "The database has no more memory; if that is shared memory, raise max_locks_per_transaction, or let"
                        + " transactions touch fewer tables";
            case "53300" -> "All of max_connections are taken: pg_stat_activity says by whom";
            case "53400" ->
                "Its limit is temp_file_limit: let it sort or join less, by an index say, or raise the limit";
            default -> "";
        };
    }

    /** Whether a statement failed for this reason. */
    public static boolean is(SQLException failure) {
        return !advice(failure).isEmpty();
    }

    /**
     * The statement whose end is the reason of {@code failure}; empty if there is none. Nor is there one if no connection could be had, if
     * the outcome of a commit is unknown, if the work went on as if nothing had been, which is a fault of the program, or if it was the guard
     * that had the database end it, to break a deadlock.
     */
    public static Optional<EndedStatement> of(Throwable failure) {
        Optional<SQLException> ended = Optional.empty();
        for (Throwable at : Causes.of(failure)) {
            if (at instanceof DatabaseUnavailableException
                    || at instanceof DeadlockException
                    || (at instanceof CommitFailedException commit
                            && (commit.outcomeUnknown() || commit.isFailedBefore()))) {
                return Optional.empty();
            }
            if (ended.isEmpty() && at instanceof SQLException sql && is(sql)) {
                ended = Optional.of(sql);
            }
        }
        return ended.map(EndedStatement::told);
    }

    private static EndedStatement told(SQLException failure) {
        String statement = "";
        for (Throwable with : failure.getSuppressed()) {
            if (with instanceof InStatement in) {
                statement = in.statement();
            }
        }
        return new EndedStatement(Failures.reason(failure), statement, advice(failure));
    }

    /** For people: {@code was ended by the database (ERROR: canceling statement due to statement timeout), in "select …"}. */
    public String text() {
        return "was ended by the database (" + reason + ")" + (statement.isEmpty() ? "" : ", in \"" + statement + "\"");
    }
}
