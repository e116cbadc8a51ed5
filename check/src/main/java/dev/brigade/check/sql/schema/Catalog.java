package dev.brigade.check.sql.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What JDBC's metadata don't tell of a database. */
abstract sealed class Catalog permits H2Catalog, PostgresCatalog {
    private final Connection connection;

    /**
     * Of a column.
     *
     * @param type for a cast, if it isn't the one that JDBC names
     */
    record More(Optional<String> type, boolean changesOnUpdate, Column.Origin origin) {}

    Catalog(Connection connection) {
        this.connection = connection;
    }

    static Catalog of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> new H2Catalog(connection);
            case "PostgreSQL" -> new PostgresCatalog(connection);
            default ->
                throw new IllegalArgumentException("The explorer knows the databases H2 and PostgreSQL, and not "
                        + product + "; test with one of them.");
        };
    }

    abstract Schema.Product product();

    /** Whether a schema is the database's own. */
    abstract boolean isSystem(String schema);

    /** See {@link Schema#impure()}. */
    abstract Set<String> impure() throws SQLException;

    abstract List<Sequence> sequences() throws SQLException;

    /** See {@link Table#writesSpread()}. */
    abstract boolean writesSpread(String schema, String table) throws SQLException;

    /** See {@link Table#opaque()}. */
    abstract boolean isOpaque(String schema, String table) throws SQLException;

    /** Names of constraints that, like unique indexes, exclude rows because of others. */
    abstract List<String> exclusions(String schema, String table) throws SQLException;

    abstract More more(String schema, String table, String column) throws SQLException;

    /** The rows that a query gives, as text; null becomes empty text. */
    final List<List<String>> rows(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.length; at++) {
                statement.setString(at + 1, parameters[at]);
            }
            List<List<String>> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                int width = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int at = 1; at <= width; at++) {
                        String text = rows.getString(at);
                        row.add(text == null ? "" : text);
                    }
                    found.add(row);
                }
            }
            return found;
        }
    }

    /** The first column of what a query gives. */
    final List<String> column(String sql, String... parameters) throws SQLException {
        return rows(sql, parameters).stream().map(List::getFirst).toList();
    }
}
