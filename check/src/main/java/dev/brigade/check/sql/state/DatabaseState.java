package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what a database contains and brings it back to what it contained, so that each of thousands of runs begins alike: the same
 * rows, and the same keys that will be generated next. It costs what differs: of H2 in memory about 20 µs for a changed row.
 *
 * <p>Keeps one connection, which is its own. Nobody else may have a transaction open while it restores: it would wait for locks.
 *
 * <p>Confined to one thread at a time.
 */
public final class DatabaseState implements AutoCloseable {
    private static final Set<String> HISTORY = Set.of("flyway_schema_history");

    private final Schema schema;
    private final Storage storage;
    private final Restoration restoration;
    private final List<Table> tables;

    /** Of all tables but those of Flyway. */
    public DatabaseState(Supplier<Connection> connections, Schema schema) {
        this(connections, schema, Set.of());
    }

    /**
     * @param connections gives the connection to keep; for PostgreSQL a superuser's, who may switch off foreign keys and triggers
     * @param excluded labels of tables that are neither read nor restored
     * @throws IllegalStateException if the connection can't be used
     */
    public DatabaseState(Supplier<Connection> connections, Schema schema, Set<String> excluded) {
        this.schema = schema;
        try {
            storage = Storage.of(connections.get(), schema);
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "The explorer's own connection can't be used: " + failure.getMessage(), failure);
        }
        restoration = new Restoration(schema, storage::sql);
        tables = schema.tables().values().stream()
                .filter(table -> !excluded.contains(table.label()) && !HISTORY.contains(lastPart(table.label())))
                .toList();
    }

    private static String lastPart(String label) {
        return label.substring(label.lastIndexOf('.') + 1).replace("\"", "");
    }

    /** What all tables contain, as it is committed. */
    public Snapshot read() {
        return read(tables, storage.counters);
    }

    /**
     * The same, if only these tables were written since {@code before}.
     *
     * @param written labels, as footprints give them; others than those of this state's tables are ignored
     */
    public Snapshot read(Snapshot before, Set<String> written) {
        if (written.isEmpty()) {
            return before;
        }
        List<Table> some =
                tables.stream().filter(table -> written.contains(table.label())).toList();
        List<Counter> counters = storage.counters.stream()
                .filter(counter -> counter.column()
                        .filter(use -> written.contains(use.table().label()))
                        .isPresent())
                .toList();
        return before.with(read(some, counters));
    }

    private Snapshot read(Collection<Table> some, Collection<Counter> counters) {
        try {
            return storage.read(some, counters);
        } catch (SQLException failure) {
            throw new IllegalStateException("The database can't be read: " + failure.getMessage(), failure);
        }
    }

    /** Brings everything back, whatever was written. */
    public void restore(Snapshot initial) {
        restore(initial, read());
    }

    /** Brings these tables back, the only ones that were written. */
    public void restore(Snapshot initial, Set<String> written) {
        restore(initial, read(initial, written));
    }

    /**
     * Brings back what differs between {@code initial} and {@code now}, which was read when all had ended. Costs one reading less.
     *
     * @throws IllegalStateException if the database can't be brought back, because a trigger undoes it, or locks are still held
     */
    public void restore(Snapshot initial, Snapshot now) {
        try {
            rows(initial, now);
            storage.set(Restoration.moved(initial, now));
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "The database can't be brought back to what it was before the run: " + failure.getMessage()
                            + ". Is a transaction of the run still open?",
                    failure);
        }
    }

    private void rows(Snapshot initial, Snapshot now) throws SQLException {
        List<Change> changes = restoration.gentle(initial, now);
        if (changes.isEmpty()) {
            return;
        }
        try {
            storage.apply(changes);
        } catch (SQLException broken) { // a foreign key or a unique index, on the way
            try {
                otherwise(initial, now, changes);
            } catch (SQLException failure) {
                failure.addSuppressed(broken);
                throw failure;
            }
        }
        if (storage.checksForeignKeys()
                && changes.stream().anyMatch(change -> change.in().table().writesSpread())) {
            settle(initial);
        }
    }

    private void otherwise(Snapshot initial, Snapshot now, List<Change> changes) throws SQLException {
        boolean replaces = changes.stream().anyMatch(Change.Clear.class::isInstance);
        if (storage.checksForeignKeys() && !replaces) {
            try {
                storage.apply(Restoration.insertsFirst(changes));
                return;
            } catch (SQLException _) {
                // then with foreign keys off
            }
        }
        storage.applyUnchecked(restoration.thorough(initial, now));
    }

    /** Undoes what triggers did when rows were brought back; what they do then they may do again, but not for ever. */
    private void settle(Snapshot initial) throws SQLException {
        for (int tries = 0; tries < 3; tries++) {
            Snapshot now = read();
            List<Change> changes = restoration.thorough(initial, now);
            if (changes.isEmpty()) {
                storage.set(Restoration.moved(initial, now));
                return;
            }
            // tables without triggers last: nothing is done to them by the others any more
            List<Change> ordered = new ArrayList<>(changes);
            ordered.sort(Comparator.comparing(change -> !change.in().table().writesSpread()));
            storage.applyUnchecked(ordered);
        }
        throw new SQLException("its triggers change tables whenever they are brought back");
    }

    /**
     * What a database contains, for people: {@code pantry: dish=soup portions=18 (was 20)}. Rows that are the same as in {@code
     * initial} only if there are few.
     */
    public static List<String> lines(Snapshot initial, Snapshot now) {
        return StateLines.of(initial, now);
    }

    /** What the tables are called and consist of. */
    public Schema schema() {
        return schema;
    }

    @Override
    public void close() {
        try {
            storage.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("The explorer's own connection can't be closed", failure);
        }
    }
}
