package dev.brigade.data;

import java.sql.SQLException;
import java.util.List;

/** What to tell people when there is no connection to a database. */
final class OpenFailures {
    private OpenFailures() {}

    /** A pool that has run has no connection to give. */
    static DatabaseException unavailable(String name, SQLException failure) {
        return new DatabaseException(
                "Database \"" + name + "\" gives no connection: " + innermost(failure)
                        + ". The pool recovers by itself as soon as the database answers.",
                failure);
    }

    /** HikariCP's own exception says only that time ran out; the driver's, underneath, says why. */
    private static String innermost(SQLException failure) {
        List<SQLException> all = Causes.of(failure).stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .toList();
        return Failures.reason(all.getLast());
    }
}
