package dev.brigade.check.programs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A price, and whether it is known to have changed: who sees that it has, wants to see the new one. */
final class Snapshots {
    private final DataSource source;
    private final AtomicBoolean changed = new AtomicBoolean();

    Snapshots(DataSource source) {
        this.source = source;
    }

    /** Changes the price, in a statement that is a transaction by itself, and says so. */
    void change() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update price set amount = 2");
        }
        changed.set(true);
    }

    /** The price, if it has changed; what is seen of it was decided by {@code first}. */
    int changed(String first) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (ResultSet rows = statement.executeQuery(first)) {
                rows.next();
            }
            int seen = changed.get() ? amount(statement) : 0;
            connection.commit();
            return seen;
        }
    }

    private static int amount(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select amount from price")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
