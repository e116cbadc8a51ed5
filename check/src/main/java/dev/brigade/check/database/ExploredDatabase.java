package dev.brigade.check.database;

import dev.brigade.check.control.Controller;
import dev.brigade.check.control.SqlPoints;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.sql.TracedDataSource;
import dev.brigade.check.sql.Wire;
import dev.brigade.check.sql.footprint.Footprints;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import dev.brigade.check.sql.state.Canonical;
import dev.brigade.check.sql.state.DatabaseState;
import dev.brigade.check.sql.state.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that is explored: empty when it is opened, then filled by whoever prepares the runs, and from {@link #begin} on brought
 * back to that before each. Confined to the thread that explores, but for {@link #connections}, which are the threads'.
 */
public abstract class ExploredDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private @Nullable ConnectionStore store;
    private @Nullable DataSource connections;
    private @Nullable SqlPoints points;
    private @Nullable Schema schema;
    private @Nullable DatabaseState state;
    private @Nullable Snapshot original;
    /** The same, but with generated keys that tell their table. */
    private @Nullable Snapshot initial;

    private @Nullable Snapshot now;
    private @Nullable Canonical canonical;
    private Instant began = Instant.EPOCH;
    private String name = "";
    /** Of several that are explored together. */
    private int number;

    ExploredDatabase() {}

    /** An H2 in memory. */
    public static ExploredDatabase h2() {
        return new H2Database("explored" + NUMBERS.incrementAndGet());
    }

    /** A database of the PostgreSQL that the explorer owns. */
    public static ExploredDatabase postgres() {
        return new PostgresExplored();
    }

    /**
     * Is one of several that are explored together. Before {@link #begin}.
     *
     * @param itsName before the names of its tables; empty for the main one
     * @param itsNumber from 0: the keys that they generate differ
     */
    public void isOneOf(String itsName, int itsNumber) {
        name = itsName;
        number = itsNumber;
    }

    /** For JDBC, with all that is needed to connect. */
    public abstract String url();

    /** What knows of threads that wait for it. */
    public abstract Outside outside();

    abstract Wire wire();

    /** A connection that is not explored, for preparations. */
    public Connection connect() {
        try {
            return target().getConnection();
        } catch (SQLException e) {
            throw new ExplorationException("The database to be explored can't be reached: " + e.getMessage(), e);
        }
    }

    /**
     * Takes what it contains now for what each run begins with, and tells {@code controller} of what threads do with it. If it was
     * explored before, it contains what the runs began with then.
     *
     * @param count of connections that are opened now, so that none has to be opened during a run
     */
    public void begin(Controller controller, int count) {
        ConnectionStore itsStore = bringBack();
        SqlPoints itsPoints = controller.sql(name, guardsWholeTables());
        points = itsPoints;
        takeContents(itsPoints);
        try {
            itsStore.fill(count);
        } catch (SQLException e) {
            throw new ExplorationException("The explored database gives no connection: " + e.getMessage(), e);
        }
        store = itsStore;
        connections = TracedDataSource.around(itsStore, itsPoints, wire());
    }

    /** Takes once more what it contains now: who prepared the runs may have filled it through {@link #connections}. */
    public void settle() {
        takeContents(begun(points));
    }

    private void takeContents(SqlPoints told) {
        try (Connection connection = connect()) {
            Schema itsSchema = Schema.read(connection);
            schema = itsSchema;
            told.knows(new Footprints(itsSchema));
            if (state != null) {
                state.close();
            }
            DatabaseState itsState = new DatabaseState(this::connect, itsSchema);
            state = itsState;
            Snapshot found = itsState.read();
            original = found;
            Snapshot first = found.withDistinctKeys(number);
            initial = first;
            itsState.restore(first, found);
            canonical = new Canonical(itsSchema, first);
        } catch (SQLException e) {
            throw new ExplorationException("The tables of the database can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Takes in the tables that have been made or changed since {@link #begin}, as by the start of an application: each run begins with
     * them, but without rows, which the next start makes again.
     */
    public void adoptTables() {
        SqlPoints itsPoints = begun(points);
        if (!itsPoints.definesTables()) {
            return;
        }
        Map<String, Table> known = begun(schema).tables();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            Schema found = Schema.read(connection);
            if (found.tables().equals(known)) {
                return;
            }
            for (Table table : found.parentsFirst().reversed()) {
                if (!known.containsKey(table.label())) {
                    statement.execute("delete from " + table.quoted());
                }
            }
        } catch (SQLException e) {
            throw new ExplorationException("The tables that were made can't be emptied: " + e.getMessage(), e);
        }
        begun(state).restore(begun(original));
        takeContents(itsPoints);
    }

    /** Whether transactions at SERIALIZABLE abort each other because of what they read, row or not. */
    boolean guardsWholeTables() {
        return false;
    }

    abstract DataSource target();

    /** The connections that threads use; each a new one between transactions. */
    public DataSource connections() {
        return begun(connections);
    }

    /** Brings back what each run begins with. */
    public void reset() {
        try {
            begun(store).refill();
        } catch (SQLException e) {
            throw new ExplorationException(
                    "A connection that a run has left open can't be replaced: " + e.getMessage(), e);
        }
        DatabaseState itsState = begun(state);
        Snapshot first = begun(initial);
        SqlPoints itsPoints = begun(points);
        Snapshot seen = now;
        if (seen != null) {
            itsState.restore(first, seen);
        } else if (itsPoints.wroteAnything()) {
            itsState.restore(first);
        } else {
            itsState.restore(first, itsPoints.written());
        }
        now = null;
        itsPoints.begin();
        began = Instant.now();
    }

    /**
     * What a run has left, when all have ended, with generated keys renamed: results, state in memory, and the rows of {@code all}.
     */
    public static Subject.End end(Collection<ExploredDatabase> all, List<String> results, List<String> inMemory) {
        List<String> texts = new ArrayList<>(results);
        texts.addAll(inMemory);
        Canonical.Form form =
                Canonical.of(all.stream().map(ExploredDatabase::left).toList(), texts);
        List<String> state = new ArrayList<>(form.texts().subList(results.size(), texts.size()));
        state.addAll(form.state());
        return new Subject.End(form.texts().subList(0, results.size()), state);
    }

    private Canonical.Left left() {
        DatabaseState itsState = begun(state);
        SqlPoints itsPoints = begun(points);
        Snapshot read =
                itsPoints.wroteAnything() ? itsState.read() : itsState.read(begun(initial), itsPoints.written());
        now = read;
        return new Canonical.Left(name, begun(canonical), read, new Canonical.Interval(began, Instant.now()));
    }

    /** Whether a thread that ended so was to try again: a serialization failure, or the victim of a deadlock. */
    public static boolean isAbort(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql
                    && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Deadlocks that the database has found in the last run, a sentence each. */
    public List<String> deadlocks() {
        return begun(points).deadlocks();
    }

    private static <T> T begun(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The database is not explored yet: begin() comes first");
        }
        return part;
    }

    /** What the runs before have left is undone; returns their connections. */
    private ConnectionStore bringBack() {
        ConnectionStore known = store;
        DatabaseState itsState = state;
        Snapshot first = original;
        connections = null;
        state = null;
        original = null;
        initial = null;
        now = null;
        try {
            if (known != null) {
                known.refill();
            }
            if (itsState != null) {
                if (first != null) {
                    itsState.restore(first);
                }
                itsState.close();
            }
        } catch (SQLException e) {
            throw new ExplorationException("The explored database can't be brought back: " + e.getMessage(), e);
        }
        return known == null ? new ConnectionStore(target()) : known;
    }

    @Override
    public void close() {
        ConnectionStore itsStore = store;
        DatabaseState itsState = state;
        store = null;
        state = null;
        connections = null;
        try {
            if (itsStore != null) {
                itsStore.close();
            }
            if (itsState != null) {
                itsState.close();
            }
        } catch (SQLException e) {
            throw new ExplorationException("The explored database can't be closed: " + e.getMessage(), e);
        }
    }
}
