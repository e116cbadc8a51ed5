package dev.brigade.check;

import dev.brigade.check.database.ExploredDatabase;
import dev.brigade.check.report.ExplorationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The database before the runs, to be filled. Confined to the thread that explores. */
public final class Given {
    private final Connection connection;

    private Given(Connection connection) {
        this.connection = connection;
    }

    /** Has {@code database} filled by all of {@code fillings}. */
    static void fill(ExploredDatabase database, List<Filling> fillings) {
        try (Connection connection = database.connect()) {
            for (Filling filling : fillings) {
                filling.fill(new Given(connection));
            }
        } catch (Exception e) {
            throw new ExplorationException("The database could not be filled (given): " + e.getMessage(), e);
        }
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
