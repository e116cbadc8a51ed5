package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Sequence;
import dev.brigade.check.sql.schema.Table;
import dev.brigade.check.sql.state.Counter.Position;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of H2. Values are kept as the objects of which H2 makes the same values again. Foreign keys are switched off only if there is no
 * other way: H2 compiles all statements anew after it.
 */
final class H2Storage extends Storage {
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    H2Storage(Connection connection, Schema schema) throws SQLException {
        super(connection, schema);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @Override
    TableSql write(Table table) {
        return TableSql.of(table, Column::quoted, _ -> "?");
    }

    @Override
    boolean checksForeignKeys() {
        return true;
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
        Map<String, Contents> contents = new LinkedHashMap<>();
        for (Table table : tables) {
            contents.put(table.label(), contents(table));
        }
        Snapshot read = new Snapshot(contents, positions(counted));
        connection.commit(); // what comes next must not see what was then
        return read;
    }

    private Contents contents(Table table) throws SQLException {
        List<Column> columns = table.columns();
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = statement(sql(table).select()).executeQuery()) {
            while (result.next()) {
                @Nullable Object[] cells = new @Nullable Object[columns.size()];
                for (int at = 0; at < cells.length; at++) {
                    cells[at] = cell(result, at + 1, columns.get(at));
                }
                rows.add(new Row(cells));
            }
        }
        return new Contents(table, rows);
    }

    private static @Nullable Object cell(ResultSet result, int at, Column column) throws SQLException {
        return switch (column.jdbcType()) {
            case Types.CLOB, Types.NCLOB -> result.getString(at);
            case Types.BLOB -> result.getBytes(at);
            case Types.DATE -> result.getObject(at, LocalDate.class);
            case Types.TIME -> result.getObject(at, LocalTime.class);
            case Types.TIMESTAMP -> result.getObject(at, LocalDateTime.class);
            case Types.TIME_WITH_TIMEZONE -> result.getObject(at, OffsetTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> result.getObject(at, OffsetDateTime.class);
            case Types.ARRAY -> {
                Array array = result.getArray(at);
                yield array == null ? null : array.getArray();
            }
            default -> result.getObject(at); // of JSON, the bytes: a string would become a JSON string
        };
    }

    private Map<Counter, Position> positions(Collection<Counter> counted) throws SQLException {
        Map<Counter, Position> positions = new LinkedHashMap<>();
        Map<String, Long> sequences = new HashMap<>();
        for (Counter counter : counted) {
            if (counter.sequence().isEmpty()) {
                positions.put(counter, new Position(identity(counter.column().orElseThrow()), false));
                continue;
            }
            if (sequences.isEmpty()) {
                sequences(sequences);
            }
            Long next = sequences.get(counter.name());
            if (next != null) {
                positions.put(counter, new Position(next, false));
            }
        }
        return positions;
    }

    private long identity(Counter.Use use) throws SQLException {
        // without the table's name, H2 would look at all columns of all tables
        PreparedStatement query = statement("select identity_base from information_schema.columns"
                + " where table_name = ? and table_schema = ? and column_name = ?");
        query.setString(1, use.table().name());
        query.setString(2, use.table().schema());
        query.setString(3, use.column().name());
        try (ResultSet result = query.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private void sequences(Map<String, Long> into) throws SQLException {
        PreparedStatement query =
                statement("select sequence_schema, sequence_name, base_value from information_schema.sequences");
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                into.put(new Sequence(result.getString(1), result.getString(2)).quoted(), result.getLong(3));
            }
        }
    }

    @Override
    void apply(List<Change> changes) throws SQLException {
        try {
            for (Change change : changes) {
                int rows = execute(change);
                if (rows != 1 && !(change instanceof Change.Clear)) {
                    throw new SQLException("A row is not there any more; a cascade or a trigger took it: " + change);
                }
            }
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        }
    }

    @Override
    void applyUnchecked(List<Change> changes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set referential_integrity false");
            try {
                for (Change change : changes) {
                    execute(change);
                }
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            } finally {
                statement.execute("set referential_integrity true");
            }
        }
    }

    private int execute(Change change) throws SQLException {
        TableSql sql = change.in();
        return switch (change) {
            case Change.Insert insert -> execute(sql.insert(), sql.inserted(), new int[0], insert.row());
            case Change.Update update -> execute(sql.update(), sql.updated(), sql.key(), update.row());
            case Change.Delete delete -> execute(sql.delete(), sql.key(), new int[0], delete.row());
            case Change.Clear _ -> statement(sql.clear()).executeUpdate();
        };
    }

    private int execute(String sql, int[] places, int[] morePlaces, Row row) throws SQLException {
        PreparedStatement statement = statement(sql);
        int parameter = 1;
        for (int at : places) {
            statement.setObject(parameter++, row.cell(at));
        }
        for (int at : morePlaces) {
            statement.setObject(parameter++, row.cell(at));
        }
        return statement.executeUpdate();
    }

    @Override
    void set(Map<Counter, Position> positions) throws SQLException {
        for (Map.Entry<Counter, Position> counter : positions.entrySet()) {
            String what = counter.getKey()
                    .sequence()
                    .map(sequence -> "alter sequence " + sequence.quoted())
                    .orElseGet(() -> alterColumn(counter.getKey().column().orElseThrow()));
            // few different texts, since runs end at few positions and begin at one
            statement(what + " restart with " + counter.getValue().value()).execute();
        }
    }

    private static String alterColumn(Counter.Use use) {
        return "alter table " + use.table().quoted() + " alter column "
                + use.column().quoted();
    }
}
