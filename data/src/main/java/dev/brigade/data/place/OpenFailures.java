package dev.brigade.data.place;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Failures;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What to tell people when there is no connection to a database. */
public final class OpenFailures {
    private static final int H2_ALREADY_OPEN = 90020;

    private OpenFailures() {}

    /** The first connection of all failed: most likely a setting is wrong or a server is not there. */
    public static DatabaseException opening(Target target, SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        String start = "Database \"" + target.name() + "\" at " + target.place() + " ";
        String message = switch (target.product()) {
            case H2 -> h2(target, start, failure);
            case POSTGRESQL -> postgres(target, start, state, failure);
            case OTHER ->
                state.equals("08001") && Causes.of(failure).size() == 1
                        ? start + "has no JDBC driver on the class path: add the driver's artifact to the "
                                + "application, or set " + target.setting("url")
                                + " to jdbc:h2:… or jdbc:postgresql:…."
                        : start + "gives no connection: " + innermost(failure) + ".";
        };
        return new DatabaseException(message, failure);
    }

    private static String h2(Target target, String start, SQLException failure) {
        return switch (failure.getErrorCode()) {
            case H2_ALREADY_OPEN ->
                start + "is open in another process, which has locked " + target.place() + ".mv.db."
                        + " Stop that process, or set " + target.setting("url") + " to another file.";
            case 28000 -> wrongPassword(target, start);
            default -> start + "can't be opened: " + innermost(failure) + ".";
        };
    }

    private static String postgres(Target target, String start, String state, SQLException failure) {
        return switch (state) {
            case "28P01", "28000" -> wrongPassword(target, start);
            case "08004" ->
                target.password().isEmpty()
                        ? start + "wants a password for user \"" + target.user() + "\". Set "
                                + target.setting("password") + "."
                        : start + "refuses the connection: " + innermost(failure) + ".";
            case "3D000" ->
                start + "does not exist, though the server runs. Create it (createdb), or correct "
                        + target.setting("url") + ".";
            case "53300" -> tooMany(target, start);
            case "57P03" -> start + "is starting up or shutting down. Try again in a moment.";
            default ->
                state.startsWith("08")
                        ? start + "can't be reached: " + innermost(failure) + ". Start PostgreSQL there, or correct "
                                + target.setting("url") + "."
                        : start + "gives no connection: " + innermost(failure) + ".";
        };
    }

    /** The pool could not be filled although a first connection could be opened. */
    public static DatabaseException filling(Target target, int poolSize, SQLException failure) {
        String start = "Database \"" + target.name() + "\" at " + target.place() + " ";
        boolean full = Causes.of(failure).stream()
                .anyMatch(at -> at instanceof SQLException sql && "53300".equals(sql.getSQLState()));
        return new DatabaseException(
                full
                        ? tooMany(target, start)
                        : start + "gives fewer than the " + poolSize + " connections of " + target.setting("pool.size")
                                + ": "
                                + innermost(failure) + ".",
                failure);
    }

    /** A pool that has run has no connection to give. */
    public static DatabaseUnavailableException unavailable(String name, SQLException failure) {
        return new DatabaseUnavailableException(
                name,
                "Database \"" + name + "\" gives no connection: " + innermost(failure)
                        + ". The pool recovers by itself as soon as the database answers.",
                failure);
    }

    private static String wrongPassword(Target target, String start) {
        return start + "refuses user \"" + target.user() + "\" or the password. Correct " + target.setting("user")
                + " and " + target.setting("password") + ".";
    }

    private static String tooMany(Target target, String start) {
        return start + "has no room for that many connections." + " Lower " + target.setting("pool.size")
                + ", or raise max_connections of the server.";
    }

    /** HikariCP's own exception says only that time ran out; the driver's, underneath, says why. */
    public static String innermost(SQLException failure) {
        List<Throwable> all = Causes.of(failure);
        return Failures.reason(all.getLast()).replaceAll("\\.$", "");
    }
}
