package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import dev.brigade.check.sql.state.Counter.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Of PostgreSQL. Values are kept as text, which it makes of values of any type and takes for them. Time goes into round trips, so
 * that statements are sent together: what is separated by semicolons has one, and is one transaction. Foreign keys and triggers are
 * off on this connection, for which it needs a superuser.
 */
final class PostgresStorage extends Storage {
    /** More statements than this are sent in more than one text. */
    private static final int MANY = 50;

    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparedStatement> eldest) {
            if (size() <= 500) {
                return false;
            }
            try {
                eldest.getValue().close();
            } catch (SQLException _) {
                // it is of no use any more in either case
            }
            return true;
        }
    };

    PostgresStorage(Connection connection, Schema schema) throws SQLException {
        super(connection, schema);
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            statement.execute("set default_transaction_isolation = 'read committed'");
        }
    }

    @Override
    TableSql write(Table table) {
        return TableSql.of(table, column -> column.quoted() + "::text", column -> "cast(? as " + column.type() + ")");
    }

    @Override
    boolean checksForeignKeys() {
        return false;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    @Override
    Snapshot read(Collection<Table> tables, Collection<Counter> counted) throws SQLException {
        List<String> queries = new ArrayList<>();
        tables.forEach(table -> queries.add(sql(table).select()));
        counted.forEach(counter -> queries.add("select last_value::text, is_called::text from "
                + counter.sequence().orElseThrow().quoted()));
        Map<String, Contents> contents = new LinkedHashMap<>();
        Map<Counter, Position> positions = new LinkedHashMap<>();
        if (queries.isEmpty()) {
            return new Snapshot(contents, positions);
        }
        PreparedStatement statement = statement(String.join("; ", queries));
        statement.execute();
        for (Table table : tables) {
            contents.put(table.label(), new Contents(table, rows(statement)));
        }
        for (Counter counter : counted) {
            Row row = rows(statement).getFirst();
            positions.put(
                    counter,
                    new Position(Long.parseLong(row.text(0)), row.text(1).equals("true")));
        }
        return new Snapshot(contents, positions);
    }

    /** Of the current result, after which the next is current. */
    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                @Nullable Object[] cells = new @Nullable Object[width];
                for (int at = 0; at < width; at++) {
                    cells[at] = result.getString(at + 1);
                }
                rows.add(new Row(cells));
            }
        }
        statement.getMoreResults();
        return rows;
    }

    @Override
    void apply(List<Change> changes) throws SQLException {
        if (changes.size() <= MANY) {
            execute(changes);
            return;
        }
        connection.setAutoCommit(false);
        try {
            for (int from = 0; from < changes.size(); from += MANY) {
                execute(changes.subList(from, Math.min(from + MANY, changes.size())));
            }
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Override
    void applyUnchecked(List<Change> changes) throws SQLException {
        apply(changes); // nothing is checked anyway
    }

    private void execute(List<Change> changes) throws SQLException {
        PreparedStatement statement =
                statement(changes.stream().map(PostgresStorage::text).collect(Collectors.joining("; ")));
        int parameter = 1;
        for (Change change : changes) {
            TableSql sql = change.in();
            parameter = switch (change) {
                case Change.Insert insert -> set(statement, parameter, sql.inserted(), insert.row());
                case Change.Update update ->
                    set(statement, set(statement, parameter, sql.updated(), update.row()), sql.key(), update.row());
                case Change.Delete delete -> set(statement, parameter, sql.key(), delete.row());
                case Change.Clear _ -> parameter;
            };
        }
        statement.execute();
    }

    private static String text(Change change) {
        return switch (change) {
            case Change.Insert insert -> insert.in().insert();
            case Change.Update update -> update.in().update();
            case Change.Delete delete -> delete.in().delete();
            case Change.Clear clear -> clear.in().clear();
        };
    }

    private static int set(PreparedStatement statement, int first, int[] places, Row row) throws SQLException {
        int parameter = first;
        for (int at : places) {
            statement.setString(parameter++, (String) row.cell(at));
        }
        return parameter;
    }

    @Override
    void set(Map<Counter, Position> positions) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        PreparedStatement statement = statement(positions.keySet().stream()
                .map(_ -> "select setval(cast(? as regclass), ?, ?)")
                .collect(Collectors.joining("; ")));
        int parameter = 1;
        for (Map.Entry<Counter, Position> counter : positions.entrySet()) {
            statement.setString(parameter++, counter.getKey().name());
            statement.setLong(parameter++, counter.getValue().value());
            statement.setBoolean(parameter++, counter.getValue().called());
        }
        statement.execute();
    }
}
