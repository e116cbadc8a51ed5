package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Sequence;
import dev.brigade.check.sql.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes rows and counters in the way of a database. Confined to one thread. */
abstract sealed class Storage implements AutoCloseable permits H2Storage, PostgresStorage {
    final Connection connection;
    final List<Counter> counters;
    private final Map<Table, TableSql> statements = new HashMap<>();

    Storage(Connection connection, Schema schema) {
        this.connection = connection;
        this.counters = counters(schema);
    }

    static Storage of(Connection connection, Schema schema) throws SQLException {
        return switch (schema.product()) {
            case H2 -> new H2Storage(connection, schema);
            case POSTGRESQL -> new PostgresStorage(connection, schema);
        };
    }

    private static List<Counter> counters(Schema schema) {
        Map<Sequence, Counter> ofSequences = new LinkedHashMap<>();
        List<Counter> ofColumns = new ArrayList<>();
        schema.sequences()
                .forEach(sequence -> ofSequences.put(
                        sequence, new Counter(sequence.quoted(), Optional.of(sequence), Optional.empty())));
        for (Table table : schema.tables().values()) {
            for (Column column : table.columns()) {
                Optional<Counter.Use> use = Optional.of(new Counter.Use(table, column));
                Optional<Sequence> sequence = switch (column.origin()) {
                    case Column.Origin.Next(Sequence next) -> Optional.of(next);
                    case Column.Origin.Identity identity -> identity.sequence();
                    case Column.Origin.Plain _, Column.Origin.Random _ -> Optional.empty();
                };
                sequence.ifPresent(
                        named -> ofSequences.put(named, new Counter(named.quoted(), Optional.of(named), use)));
                if (column.origin() instanceof Column.Origin.Identity && sequence.isEmpty()) {
                    ofColumns.add(new Counter(table.quoted() + "." + column.quoted(), Optional.empty(), use));
                }
            }
        }
        ofColumns.addAll(ofSequences.values());
        return List.copyOf(ofColumns);
    }

    final TableSql sql(Table table) {
        return statements.computeIfAbsent(table, this::write);
    }

    abstract TableSql write(Table table);

    /** What is in these tables, and how far these counters are. */
    abstract Snapshot read(Collection<Table> tables, Collection<Counter> counted) throws SQLException;

    /**
     * Makes these changes and commits.
     *
     * @throws SQLException if one of them fails or finds no row; then nothing has changed
     */
    abstract void apply(List<Change> changes) throws SQLException;

    /** The same, also if foreign keys are broken on the way. */
    abstract void applyUnchecked(List<Change> changes) throws SQLException;

    abstract void set(Map<Counter, Counter.Position> positions) throws SQLException;

    /** Whether rows have to be changed in an order in which foreign keys always hold. */
    abstract boolean checksForeignKeys();

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
