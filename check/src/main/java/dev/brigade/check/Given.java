package dev.brigade.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The database before the runs, to be filled. Confined to the thread that explores. */
public final class Given {
    private final Connection connection;

    Given(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs a statement, or several without parameters that are separated by semicolons.
     *
     * @param parameters for its question marks
     */
    public Given execute(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
        return this;
    }

    /** The same as plain JDBC; it commits by itself. */
    public Connection connection() {
        return connection;
    }

    /** Code that fills a database. */
    @FunctionalInterface
    public interface Filling {
        void fill(Given db) throws Exception;
    }
}
