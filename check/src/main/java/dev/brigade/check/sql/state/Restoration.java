package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Plans how to bring a database back from one snapshot to an earlier one. */
final class Restoration {
    private final List<Table> parentsFirst;
    private final Function<Table, TableSql> sql;

    Restoration(Schema schema, Function<Table, TableSql> sql) {
        this.parentsFirst = schema.parentsFirst();
        this.sql = sql;
    }

    /** The rows that differ, by table, parents first. */
    private List<Map.Entry<Table, List<Contents.Difference>>> differences(Snapshot initial, Snapshot now) {
        List<Map.Entry<Table, List<Contents.Difference>>> found = new ArrayList<>();
        for (Table table : parentsFirst) {
            Contents before = initial.tables().get(table.label());
            if (before != null) {
                List<Contents.Difference> differences = before.differences(now.contents(table));
                if (!differences.isEmpty()) {
                    found.add(Map.entry(table, differences));
                }
            }
        }
        return found;
    }

    /**
     * Changes of the rows that differ and of no others: surplus rows go, children first, changed rows are set, missing rows come,
     * parents first. Foreign keys hold after each change, unless a row refers to one that goes or is not there yet.
     */
    List<Change> gentle(Snapshot initial, Snapshot now) {
        List<Change> deletes = new ArrayList<>();
        List<Change> updates = new ArrayList<>();
        List<Change> inserts = new ArrayList<>();
        for (Map.Entry<Table, List<Contents.Difference>> differing : differences(initial, now)) {
            TableSql in = sql.apply(differing.getKey());
            if (in.key().length == 0) {
                deletes.addFirst(new Change.Clear(in));
                initial.contents(differing.getKey()).rows().forEach(row -> inserts.add(new Change.Insert(in, row)));
                continue;
            }
            for (Contents.Difference difference : differing.getValue()) {
                Optional<Row> before = difference.before();
                Optional<Row> after = difference.after();
                if (before.isPresent() && after.isPresent() && in.updated().length > 0) {
                    updates.add(new Change.Update(in, before.get()));
                } else {
                    // of rows of one table that refer to each other, the later ones refer to the earlier
                    after.ifPresent(row -> deletes.addFirst(new Change.Delete(in, row)));
                    before.ifPresent(row -> inserts.add(new Change.Insert(in, row)));
                }
            }
        }
        List<Change> all = new ArrayList<>(deletes);
        all.addAll(updates);
        all.addAll(inserts);
        return all;
    }

    /** The same changes the other way round, for rows that refer to one that goes. */
    static List<Change> insertsFirst(List<Change> gentle) {
        List<Change> all = new ArrayList<>();
        gentle.stream().filter(Change.Insert.class::isInstance).forEach(all::add);
        gentle.stream().filter(Change.Update.class::isInstance).forEach(all::add);
        gentle.stream()
                .filter(change -> change instanceof Change.Delete || change instanceof Change.Clear)
                .forEach(all::add);
        return all;
    }

    /** Empties the tables that differ and fills them again, for which foreign keys must be off. */
    List<Change> thorough(Snapshot initial, Snapshot now) {
        List<Change> all = new ArrayList<>();
        for (Map.Entry<Table, List<Contents.Difference>> differing : differences(initial, now)) {
            TableSql in = sql.apply(differing.getKey());
            all.add(new Change.Clear(in));
            initial.contents(differing.getKey()).rows().forEach(row -> all.add(new Change.Insert(in, row)));
        }
        return all;
    }

    /** The counters that have moved, with where they were. */
    static Map<Counter, Counter.Position> moved(Snapshot initial, Snapshot now) {
        Map<Counter, Counter.Position> moved = new HashMap<>();
        now.counters().forEach((counter, position) -> {
            Counter.Position before = initial.counters().get(counter);
            if (before != null && !Objects.equals(before, position)) {
                moved.put(counter, before);
            }
        });
        return moved;
    }
}
