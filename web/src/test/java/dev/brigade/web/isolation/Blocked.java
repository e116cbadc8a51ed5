package dev.brigade.web.isolation;

import dev.brigade.data.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a database, over a connection of its own, who waits in it for whom. */
final class Blocked implements AutoCloseable {
    /** Not {@code wait_event_type}, which is still set when a lock has been released and the waiter has not run yet. */
    private static final String POSTGRESQL = """
            select count(*) from pg_stat_activity
            where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0""";

    private static final String H2 = """
            select count(*) from information_schema.sessions waiter
            join information_schema.sessions holder on holder.session_id = waiter.blocker_id
            where holder.contains_uncommitted""";

    private final Connection connection;
    private final String sql;

    Blocked(TestDatabase database, String url) throws SQLException {
        boolean h2 = database == TestDatabase.H2;
        connection = h2 ? DriverManager.getConnection(url, "sa", "") : DriverManager.getConnection(url);
        sql = h2 ? H2 : POSTGRESQL;
    }

    /** How many sessions wait for a lock that another holds. */
    int count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
