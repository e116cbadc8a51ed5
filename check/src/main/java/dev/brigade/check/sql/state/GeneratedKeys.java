package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.ForeignKey;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys that a database has made for the new rows of a run, and where they are referred to. */
final class GeneratedKeys {
    private final String database;
    private final Schema schema;
    private final Map<Generated, Generated> known = new LinkedHashMap<>();
    private final Map<String, List<Generated>> byText = new HashMap<>();

    /**
     * A key.
     *
     * @param database its name; empty for the main one
     * @param table the label of its table
     * @param column the label of its column
     * @param text as a row shows it
     */
    record Generated(String database, String table, String column, String text) {}

    GeneratedKeys(String database, Schema schema, Snapshot initial, Snapshot now) {
        this.database = database;
        this.schema = schema;
        Map<String, Long> begins = new HashMap<>();
        initial.counters()
                .forEach((counter, position) -> counter.column()
                        .ifPresent(use -> begins.put(
                                use.table().label() + " " + use.column().label(), position.next())));
        for (Table table : schema.parentsFirst()) {
            Contents before = initial.tables().get(table.label());
            if (before == null || table.columns().stream().noneMatch(Column::isGenerated)) {
                continue;
            }
            for (Contents.Difference difference : before.differences(now.contents(table))) {
                if (difference.before().isEmpty()) {
                    difference.after().ifPresent(row -> add(table, row, begins));
                }
            }
        }
        known.keySet()
                .forEach(key -> byText.computeIfAbsent(key.text(), _ -> new ArrayList<>())
                        .add(key));
    }

    private void add(Table table, Row row, Map<String, Long> begins) {
        for (int at = 0; at < table.columns().size(); at++) {
            Column column = table.columns().get(at);
            if (column.isGenerated() && row.cell(at) != null) {
                String text = row.text(at);
                Long begin = begins.get(table.label() + " " + column.label());
                // the application may have given a value of its own
                if (begin == null || !isBelow(text, begin)) {
                    Generated key = new Generated(database, table.label(), column.label(), text);
                    known.put(key, key);
                }
            }
        }
    }

    private static boolean isBelow(String text, long begin) {
        try {
            return Long.parseLong(text) < begin;
        } catch (NumberFormatException _) {
            return true;
        }
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    List<Generated> all() {
        return List.copyOf(known.keySet());
    }

    /** The keys that look so, parents before their children. */
    List<Generated> called(String text) {
        return byText.getOrDefault(text, List.of());
    }

    /** The key that a value is, by itself or as a foreign key, or by its column's name if no foreign key is declared. */
    Optional<Generated> at(Table table, int place, String text) {
        if (!byText.containsKey(text)) {
            return Optional.empty();
        }
        Optional<Generated> declared =
                declared(table, table.columns().get(place).label(), text, 0);
        return declared.isPresent() ? declared : byColumn(table, place, text);
    }

    /** The key that a value is by its column's name, which may be of a table of another database. */
    Optional<Generated> byColumn(Table table, int place, String text) {
        if (!byText.containsKey(text)) {
            return Optional.empty();
        }
        Column column = table.columns().get(place);
        boolean isReference =
                table.references().stream().anyMatch(key -> key.columns().contains(column.label()));
        String label = column.label().toLowerCase(Locale.ROOT);
        if (isReference || !label.endsWith("id") || table.primaryKey().equals(List.of(column.label()))) {
            return Optional.empty();
        }
        return byName(called(text), label);
    }

    private Optional<Generated> declared(Table table, String column, String text, int depth) {
        Generated own = known.get(new Generated(database, table.label(), column, text));
        if (own != null || depth > 8) { // deeper only if they go round in a circle
            return Optional.ofNullable(own);
        }
        for (ForeignKey key : table.references()) {
            int at = key.columns().indexOf(column);
            Table parent = schema.tables().get(key.parent());
            if (at >= 0 && parent != null) {
                Optional<Generated> found = declared(parent, key.parentColumns().get(at), text, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The one whose table a name or a text speaks of; the only one if there is no other. */
    static Optional<Generated> byName(List<Generated> candidates, String context) {
        if (candidates.size() < 2) {
            return candidates.stream().findFirst();
        }
        List<Generated> named = candidates.stream()
                .filter(key -> context.contains(singular(key.table())))
                .collect(Collectors.toList());
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    static String singular(String table) {
        String name =
                table.substring(table.lastIndexOf('.') + 1).replace("\"", "").toLowerCase(Locale.ROOT);
        if (name.endsWith("ies")) {
            return name.substring(0, name.length() - 3);
        }
        return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }
}
