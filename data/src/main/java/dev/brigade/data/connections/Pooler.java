package dev.brigade.data.connections;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.OpenFailures;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What may stand between this process and PostgreSQL, and lend one session to several connections by turns, such as PgBouncer with
 * {@code pool_mode = transaction}. Then what one sets for its session counts for others, read only above all; and of two nodes that ask for
 * the same advisory lock both may get it, and none the notifications that it listens for. Nobody would notice at first, so it is refused.
 */
public final class Pooler {
    /** A number alone could be that of a session of another server, or of one that has ended since. */
    private static final String SESSION =
            "select pid || ' since ' || backend_start from pg_stat_get_activity(pg_backend_pid())";

    /** Class 42: syntax error or access rule violation. */
    private static final String NOT_KNOWN = "42";

    private Pooler() {}

    /**
     * Looks whether there is one, over a second connection that is closed again.
     *
     * @param first in auto-commit, as the driver makes it
     * @throws DatabaseException if there is one
     */
    public static void refuse(Target target, Connection first) {
        if (target.product() != Product.POSTGRESQL) {
            return;
        }
        try (Connection second = target.connect()) {
            if (isBefore(first, second)) {
                throw new DatabaseException(target.toString().replaceFirst("^d", "D")
                        + " is behind a pooler that lends one session to several connections by turns, such as PgBouncer with"
                        + " pool_mode = transaction: settings, locks and notifications of a session would be those of others. Connect to"
                        + " PostgreSQL itself, or set pool_mode = session for this database.");
            }
        } catch (SQLException failure) {
            if (String.valueOf(failure.getSQLState()).startsWith(NOT_KNOWN)) {
                return; // a database that is only like PostgreSQL, and has no such function
            }
            throw OpenFailures.opening(target, failure);
        }
    }

    /**
     * Whether two connections that are open both have been in one session, or one of them in two. A pooler that has only a few sessions,
     * and gives the one that was given back first or last, is found out; one that is busy is nearly always.
     */
    static boolean isBefore(Connection first, Connection second) throws SQLException {
        String session = session(first);
        return session.equals(session(second)) || !session.equals(session(first)) || !session.equals(session(first));
    }

    private static String session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSION)) {
            row.next();
            return row.getString(1);
        }
    }
}
