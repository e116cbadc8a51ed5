package dev.brigade.data.errors;

import dev.brigade.data.jdbc.Causes;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/**
 * What a constraint of the database refused (SQLSTATE class 23): the fault of what was asked, most often, and not of the server.
 *
 * @param constraint for the log: the constraint's name, with its table and columns as far as the database tells, and never a value; empty
 *     if it is not told
 */
public record Violation(Kind kind, String constraint) {

    /** What is wrong. */
    public enum Kind {
        /** There is a row with that key. */
        DUPLICATE,
        /** It refers to a row that is not there, or takes away one that others refer to. */
        REFERENCE,
        /** It excludes a row that is there: a time that is taken, say. */
        OVERLAP,
        /** A column that must have a value got none. */
        MISSING,
        /** A value is not among those that are allowed. */
        CHECK,
        /** Another constraint, which the database does not tell. */
        OTHER
    }

    private static final String CLASS = "23";

    /** H2 tells in its first quotes what was violated, and then the values, if nobody has taken those out. */
    private static final Pattern H2_INDEX =
            Pattern.compile("[^\"]*\"(?<what>[^\"]*? ON [^\"]*?\\))(?:\"| VALUES | \\()");

    private static final Pattern H2_NAME = Pattern.compile("[^\"]*\"(?<what>[A-Za-z0-9_.]+)[:\"]");

    /**
     * The violation that is the reason of {@code failure}; empty if there is none. Nor is there one if the outcome of a commit is unknown,
     * or if the work went on after the violation as if nothing had been, for that is a fault of the program.
     */
    public static Optional<Violation> of(Throwable failure) {
        for (Throwable at : Causes.of(failure)) {
            if (at instanceof CommitFailedException commit && (commit.outcomeUnknown() || commit.isFailedBefore())) {
                return Optional.empty();
            }
            if (at instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(CLASS)) {
                return Optional.of(new Violation(kind(sql.getSQLState()), constraint(sql)));
            }
        }
        return Optional.empty();
    }

    private static Kind kind(String state) {
        return switch (state) {
            case "23505" -> Kind.DUPLICATE;
            case "23503", "23506", "23001" -> Kind.REFERENCE; // 23506: H2; 23001: PostgreSQL's restrict
            case "23P01" -> Kind.OVERLAP;
            case "23502" -> Kind.MISSING;
            case "23513", "23514" -> Kind.CHECK; // 23513: H2
            default -> Kind.OTHER;
        };
    }

    private static String constraint(SQLException failure) {
        if (failure instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            var told = postgres.getServerErrorMessage();
            String name = told.getConstraint() != null ? told.getConstraint() : told.getColumn();
            return name == null ? "" : name + (told.getTable() == null ? "" : " of " + told.getTable());
        }
        String message = String.valueOf(failure.getMessage());
        for (Pattern pattern : new Pattern[] {H2_INDEX, H2_NAME}) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.lookingAt()) {
                return matcher.group("what");
            }
        }
        return "";
    }
}
