package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a database contained at a moment: the rows of its tables, and how far its sequences had counted. Two are equal if the same
 * rows are in the same tables.
 *
 * <p>Confined to the thread of its {@link DatabaseState}.
 */
public final class Snapshot {
    private final Map<String, Contents> tables;
    private final Map<Counter, Counter.Position> counters;

    Snapshot(Map<String, Contents> tables, Map<Counter, Counter.Position> counters) {
        this.tables = tables;
        this.counters = counters;
    }

    /** By the table's label. */
    Map<String, Contents> tables() {
        return tables;
    }

    Map<Counter, Counter.Position> counters() {
        return counters;
    }

    /** Labels of the tables that have other rows in {@code later}. */
    public Set<String> changedTables(Snapshot later) {
        return tables.values().stream()
                .filter(contents ->
                        !contents.differences(later.contents(contents.table())).isEmpty())
                .map(contents -> contents.table().label())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of the same table. */
    Contents contents(Table table) {
        return Objects.requireNonNull(tables.get(table.label()), "A snapshot of another database");
    }

    /** The same with the tables and sequences of {@code newer} in place of its own. */
    Snapshot with(Snapshot newer) {
        Map<String, Contents> merged = new LinkedHashMap<>(tables);
        merged.putAll(newer.tables);
        Map<Counter, Counter.Position> counted = new LinkedHashMap<>(counters);
        counted.putAll(newer.counters);
        return new Snapshot(merged, counted);
    }

    /**
     * The same with sequences and identity columns that go on at numbers which no other of them and no other value is likely to
     * reach: 1000001, 2000001, and so on. In a database that is restored to it, a generated key tells by itself of which table it
     * is, so that it can be recognised in an answer.
     *
     * @param number of the database, of several that are explored together: their keys differ too. From 0
     */
    public Snapshot withDistinctKeys(int number) {
        return new Snapshot(tables, DistinctKeys.spread(counters, number));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Snapshot snapshot
                && tables.keySet().equals(snapshot.tables.keySet())
                && changedTables(snapshot).isEmpty();
    }

    @Override
    public int hashCode() {
        return tables.values().stream()
                .mapToInt(contents -> contents.rows().hashCode())
                .sum();
    }
}
