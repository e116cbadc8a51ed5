package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.footprint.Touch.Mode;
import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.ForeignKey;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import dev.brigade.check.sql.schema.UniqueIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What inserting, updating and deleting rows touches besides the rows themselves: entries of unique indexes, parents and children
 * of foreign keys. Collects the touches of one statement; those of a table with triggers are not to be foreseen.
 */
final class Effects {
    private final Schema schema;
    private final List<Effect> effects = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();
    private boolean unforeseeable;

    /** A touch whose rows' values aren't known yet. */
    private record Effect(Table table, Rows rows, Set<String> columns, Mode mode) {}

    Effects(Schema schema) {
        this.schema = schema;
    }

    boolean isUnforeseeable() {
        return unforeseeable;
    }

    Footprint footprint(List<? extends @Nullable Object> parameters) {
        Set<Touch> touches = new LinkedHashSet<>();
        for (Effect effect : effects) {
            effect.rows.touches(effect.table.label(), effect.columns, effect.mode, parameters, touches);
        }
        return Footprint.of(touches);
    }

    void add(Table table, Rows rows, Set<String> columns, Mode mode) {
        unforeseeable |= table.opaque();
        effects.add(new Effect(table, rows, columns, mode));
    }

    void insert(Table table, Rows rows) {
        writes(table);
        add(table, rows, withRow(allColumns(table)), Mode.WRITE);
        for (UniqueIndex index : table.uniqueIndexes()) {
            entry(table, index, rows);
        }
        for (ForeignKey key : table.references()) {
            parent(key, rows);
        }
    }

    /**
     * @param found the rows before
     * @param read the columns that decide which rows are found, and what they are set to
     * @param assigned the columns that change
     * @param values what is known of the changed columns afterwards
     */
    void update(Table table, Rows found, Set<String> read, Set<String> assigned, Rows values) {
        writes(table);
        Set<String> changed = new HashSet<>(assigned);
        table.columns().stream()
                .filter(column -> column.computed() || column.changesOnUpdate())
                .map(Column::label)
                .forEach(changed::add);
        Rows kept = found.only(column -> !changed.contains(column.label()));
        add(table, found, withRow(read), Mode.LOCK);
        add(table, kept, changed, Mode.WRITE);
        for (UniqueIndex index : table.uniqueIndexes()) {
            if (index.entersOnEveryUpdate() || index.columns().stream().anyMatch(changed::contains)) {
                entry(table, index, kept);
            }
        }
        for (ForeignKey key : table.references()) {
            if (key.columns().stream().anyMatch(changed::contains)) {
                parent(key, values.and(kept));
            }
        }
        for (ForeignKey key : schema.children(table)) {
            if (key.parentColumns().stream().anyMatch(changed::contains)) {
                children(key, key.onUpdate(), Rows.ALL, false);
            }
        }
    }

    void delete(Table table, Rows found, Set<String> read) {
        writes(table);
        add(table, found, withRow(read), Mode.LOCK);
        add(table, found, withRow(allColumns(table)), Mode.WRITE);
        for (UniqueIndex index : table.uniqueIndexes()) {
            entry(table, index, found);
        }
        for (ForeignKey key : schema.children(table)) {
            children(key, key.onDelete(), found, true);
        }
    }

    private void writes(Table table) {
        unforeseeable |= table.opaque() || table.writesSpread();
    }

    private void entry(Table table, UniqueIndex index, Rows rows) {
        Rows known = rows.only(column -> index.columns().contains(column.label()));
        effects.add(new Effect(table, known, Set.copyOf(index.columns()), Mode.ENTRY));
    }

    private void parent(ForeignKey key, Rows rows) {
        Table parent = schema.tables().get(key.parent());
        if (parent == null) {
            unforeseeable = true;
            return;
        }
        Rows known = rows.only(column -> key.columns().contains(column.label()));
        add(
                parent,
                known.renamed(key.columns(), key.parentColumns(), parent),
                withRow(Set.copyOf(key.parentColumns())),
                Mode.SHARE);
    }

    /** What becomes of the children of {@code parents}. */
    private void children(ForeignKey key, ForeignKey.Rule rule, Rows parents, boolean deleted) {
        Table child = schema.tables().get(key.child());
        if (child == null) {
            unforeseeable = true;
            return;
        }
        Rows found = parents.renamed(key.parentColumns(), key.columns(), child);
        Set<String> columns = Set.copyOf(key.columns());
        if (rule == ForeignKey.Rule.REFUSE) {
            add(child, found, withRow(columns), Mode.SHARE);
            return;
        }
        boolean again = !begun.add(key + " " + rule + deleted);
        Rows cascaded = again ? Rows.ALL : found;
        if (again && !begun.add(key + " " + rule + deleted + " again")) {
            return; // the whole table was added
        }
        if (rule == ForeignKey.Rule.CASCADE && deleted) {
            delete(child, cascaded, columns);
        } else {
            update(child, cascaded, columns, columns, Rows.ALL);
        }
    }

    static Set<String> allColumns(Table table) {
        return table.columns().stream().map(Column::label).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> withRow(Set<String> columns) {
        Set<String> all = new HashSet<>(columns);
        all.add(Touch.ROW);
        return all;
    }
}
