package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, in an order that depends on nothing but them. Confined to the thread of the {@link DatabaseState} that read
 * it.
 */
final class Contents {
    private final Table table;
    private final List<Row> rows;
    private final int[] key;
    private @Nullable Map<Row, Row> byKey;

    /** A row that two contents have under the same key, or only one of them has. */
    record Difference(Optional<Row> before, Optional<Row> after) {}

    /** @param rows by their primary key; in any order if there is none */
    Contents(Table table, List<Row> rows) {
        this.table = table;
        this.key = table.places(table.primaryKey());
        this.rows = key.length > 0
                ? rows
                : rows.stream().sorted(Comparator.comparing(Row::toString)).toList();
    }

    Table table() {
        return table;
    }

    List<Row> rows() {
        return rows;
    }

    /** Whether rows are told apart by a primary key. */
    boolean hasKey() {
        return key.length > 0;
    }

    private Map<Row, Row> byKey() {
        Map<Row, Row> known = byKey;
        if (known == null) {
            known = new HashMap<>();
            for (Row row : rows) {
                known.put(row.only(key), row);
            }
            byKey = known;
        }
        return known;
    }

    /** What has become of these rows; in the order of {@code now}, the rows that are gone last. */
    List<Difference> differences(Contents now) {
        if (this == now || rows.equals(now.rows)) {
            return List.of();
        }
        return hasKey() ? byKey(now) : asBags(now);
    }

    private List<Difference> byKey(Contents now) {
        List<Difference> found = new ArrayList<>();
        Map<Row, Row> before = byKey();
        Map<Row, Row> after = now.byKey();
        for (Row row : now.rows) {
            Row old = before.get(row.only(key));
            if (old == null || !old.equals(row)) {
                found.add(new Difference(Optional.ofNullable(old), Optional.of(row)));
            }
        }
        for (Row row : rows) {
            if (!after.containsKey(row.only(key))) {
                found.add(new Difference(Optional.of(row), Optional.empty()));
            }
        }
        return found;
    }

    private List<Difference> asBags(Contents now) {
        Map<Row, Integer> surplus = new HashMap<>();
        rows.forEach(row -> surplus.merge(row, -1, Integer::sum));
        now.rows.forEach(row -> surplus.merge(row, 1, Integer::sum));
        List<Difference> found = new ArrayList<>();
        for (Row row : now.rows) {
            if (surplus.getOrDefault(row, 0) > 0) {
                surplus.merge(row, -1, Integer::sum);
                found.add(new Difference(Optional.empty(), Optional.of(row)));
            }
        }
        for (Row row : rows) {
            if (surplus.getOrDefault(row, 0) < 0) {
                surplus.merge(row, 1, Integer::sum);
                found.add(new Difference(Optional.of(row), Optional.empty()));
            }
        }
        return found;
    }
}
