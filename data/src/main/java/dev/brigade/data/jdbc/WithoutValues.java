package dev.brigade.data.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Failures of statements as they may be logged: without the values of rows and parameters, which databases put into the messages of
 * what they can't convert (SQLSTATE class 22) and of what violates a constraint (class 23). What is left names constraints, columns
 * and types. PostgreSQL tells values of keys and rows in details only, which are left out.
 */
public final class WithoutValues {
    private static final String DATA = "22";
    private static final String CONSTRAINT = "23";

    /** PostgreSQL's driver, of the number of a parameter or column, which is no value; from the server it may tell one. */
    private static final String INVALID_PARAMETER = "22023";

    /** PostgreSQL's driver, of what is in a column and can't become what is asked for. */
    private static final Set<String> NOT_CONVERTED = Set.of("42846", "42821");

    /**
     * H2: what is no hexadecimal number, a row that is not in an index, what is no value for a parameter (a time zone), what is no date or
     * format of another database's functions, and what a function of one's own said.
     */
    private static final Set<Integer> H2_TELLING = Set.of(90003, 90004, 90112, 90008, 90014, 90056, 90095, 90105);

    private static final String H2_STATEMENT = "; SQL statement:";

    /** H2: columns, and then the key or the row. */
    private static final Pattern H2_KEY = Pattern.compile("\\) (?:VALUES )?\\(");

    /** PostgreSQL: in the quotes of any of its languages, and not doubled within. */
    private static final Pattern POSTGRES_QUOTED = Pattern.compile("[\"„«»“].*[\"“”«»]", Pattern.DOTALL);

    private WithoutValues() {}

    /**
     * {@code failure} itself; or one in its place if its message, or that of one that follows it, tells values. Then without its causes,
     * which tell them too.
     */
    public static SQLException of(SQLException failure) {
        List<SQLException> chain = new ArrayList<>(1);
        boolean tells = false;
        for (SQLException one = failure; one != null; one = one.getNextException()) {
            Optional<SQLException> told = told(one);
            tells |= told.isPresent();
            chain.add(told.orElse(one));
        }
        return tells ? linked(chain) : failure;
    }

    /** One after the other; those that tell nothing are copied, since they know what used to follow them. */
    private static SQLException linked(List<SQLException> chain) {
        SQLException first = unlinked(chain.getFirst());
        SQLException last = first;
        for (SQLException one : chain.subList(1, chain.size())) {
            SQLException next = unlinked(one);
            last.setNextException(next);
            last = next;
        }
        return first;
    }

    private static SQLException unlinked(SQLException one) {
        if (one.getNextException() == null) {
            return one;
        }
        SQLException copy = one instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                ? new PSQLException(postgres.getServerErrorMessage(), false)
                : made(one, String.valueOf(one.getMessage()));
        copy.setStackTrace(one.getStackTrace());
        return copy;
    }

    private static Optional<SQLException> told(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message = String.valueOf(failure.getMessage());
        Optional<SQLException> told = Optional.empty();
        if (failure.getClass().getName().startsWith("org.h2.")) {
            if (state.startsWith(DATA) || state.startsWith(CONSTRAINT) || H2_TELLING.contains(failure.getErrorCode())) {
                told = Optional.of(made(failure, h2(message, state.startsWith(CONSTRAINT))));
            }
        } else if (failure instanceof PSQLException postgres) {
            told = told(postgres, state, message);
        } else if (failure instanceof BatchUpdateException && state.startsWith(DATA)) {
            told = Optional.of(made(failure, postgres(message)));
        }
        told.ifPresent(made -> made.setStackTrace(failure.getStackTrace()));
        return told;
    }

    private static Optional<SQLException> told(PSQLException failure, String state, String message) {
        ServerErrorMessage server = failure.getServerErrorMessage();
        if (server == null) {
            boolean tells = state.startsWith(DATA) ? !state.equals(INVALID_PARAMETER) : NOT_CONVERTED.contains(state);
            return tells ? Optional.of(postgres(state, beforeColon(message))) : Optional.empty();
        }
        if (state.startsWith(DATA)) {
            return Optional.of(postgres(state, postgres(message)));
        }
        // a driver that nobody has told to leave the details out
        return state.startsWith(CONSTRAINT) && server.getDetail() != null && message.contains(server.getDetail())
                ? Optional.of(new PSQLException(server, false))
                : Optional.empty();
    }

    private static SQLException made(SQLException failure, String message) {
        String state = failure.getSQLState();
        int code = failure.getErrorCode();
        return switch (failure) {
            case BatchUpdateException batch ->
                new BatchUpdateException(message, state, code, batch.getLargeUpdateCounts(), null);
            case SQLIntegrityConstraintViolationException _ ->
                new SQLIntegrityConstraintViolationException(message, state, code);
            case SQLDataException _ -> new SQLDataException(message, state, code);
            default -> new SQLException(message, state, code);
        };
    }

    private static SQLException postgres(String state, String message) {
        return new PSQLException(new ServerErrorMessage("C" + state + "\0M" + message + "\0"), false);
    }

    private static String postgres(String message) {
        return POSTGRES_QUOTED.matcher(message).replaceAll("\"?\"");
    }

    private static String beforeColon(String message) {
        int colon = message.indexOf(':');
        return colon < 0 ? message : message.substring(0, colon).strip();
    }

    /** Looks at what stands in quotes, in which quotes are doubled, up to the statement. */
    private static String h2(String message, boolean ofConstraint) {
        StringBuilder told = new StringBuilder();
        int at = 0;
        while (true) {
            int open = message.indexOf('"', at);
            int statement = message.indexOf(H2_STATEMENT, at);
            if (open < 0 || (statement >= 0 && statement < open)) {
                return told.append(message, at, message.length()).toString();
            }
            int close = closing(message, open);
            String quoted = message.substring(open + 1, close);
            told.append(message, at, open + 1);
            told.append(ofConstraint ? withoutKey(quoted) : isName(told) ? quoted : "?")
                    .append('"');
            at = Math.min(close + 1, message.length());
        }
    }

    private static int closing(String message, int open) {
        int at = message.indexOf('"', open + 1);
        while (at >= 0 && message.startsWith("\"\"", at)) {
            at = message.indexOf('"', at + 2);
        }
        return at < 0 ? message.length() : at;
    }

    private static boolean isName(CharSequence before) {
        String text = before.toString();
        return text.endsWith("column \"") || text.endsWith("parse \"");
    }

    private static String withoutKey(String quoted) {
        Matcher key = H2_KEY.matcher(quoted);
        return key.find() ? quoted.substring(0, key.start() + 1) : quoted;
    }
}
