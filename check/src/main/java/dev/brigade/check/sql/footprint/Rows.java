package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Kinds;
import dev.brigade.check.sql.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table a statement touches: those for which at least one of the alternatives holds, each of which says what some
 * columns are equal to. An alternative without columns stands for all rows.
 */
record Rows(List<Map<Column, Operand>> alternatives) {
    /** Any row can be touched. */
    static final Rows ALL = new Rows(List.of(Map.of()));

    /** With more alternatives than this, comparing them would cost more than a conflict too many. */
    private static final int MANY = 16;

    static Rows where(Column column, Operand operand) {
        return new Rows(List.of(Map.of(column, operand)));
    }

    Rows or(Rows other) {
        List<Map<Column, Operand>> both = new ArrayList<>(alternatives);
        both.addAll(other.alternatives);
        return both.size() > MANY || both.contains(Map.<Column, Operand>of()) ? ALL : new Rows(both);
    }

    Rows and(Rows other) {
        if (alternatives.size() * other.alternatives.size() > MANY) {
            return alternatives.size() < other.alternatives.size() ? this : other; // more rows than it touches
        }
        List<Map<Column, Operand>> both = new ArrayList<>();
        for (Map<Column, Operand> one : alternatives) {
            for (Map<Column, Operand> another : other.alternatives) {
                Map<Column, Operand> merged = new HashMap<>(another);
                merged.putAll(one); // of two demands on a column, one is enough
                both.add(merged);
            }
        }
        return new Rows(both);
    }

    /** With what is known of other columns forgotten. */
    Rows only(Predicate<Column> known) {
        Rows kept = new Rows(List.of());
        for (Map<Column, Operand> alternative : alternatives) {
            Map<Column, Operand> less = new HashMap<>(alternative);
            less.keySet().removeIf(known.negate());
            kept = kept.or(new Rows(List.of(less)));
        }
        return kept;
    }

    /** The same of columns of another table, in the same order; columns without a counterpart are forgotten. */
    Rows renamed(List<String> labels, List<String> toLabels, Table to) {
        Rows renamed = new Rows(List.of());
        for (Map<Column, Operand> alternative : alternatives) {
            Map<Column, Operand> other = new HashMap<>();
            alternative.forEach((column, operand) -> {
                int at = labels.indexOf(column.label());
                Optional<Column> counterpart = at < 0 ? Optional.empty() : to.column(toLabels.get(at));
                counterpart.ifPresent(found -> other.put(found, operand));
            });
            renamed = renamed.or(new Rows(List.of(other)));
        }
        return renamed;
    }

    /** The touches with these parameters. */
    void touches(
            String table,
            Set<String> columns,
            Touch.Mode mode,
            List<? extends @Nullable Object> parameters,
            Set<Touch> into) {
        List<Touch> found = new ArrayList<>();
        for (Map<Column, Operand> alternative : alternatives) {
            Map<String, String> values = new HashMap<>();
            alternative.forEach((column, operand) -> Kinds.normal(column, operand.value(parameters))
                    .ifPresent(value -> values.put(column.label(), value)));
            Optional<Key> key = values.isEmpty() ? Optional.empty() : Optional.of(new Key(values));
            found.add(new Touch(table, key, columns, mode));
            if (key.isEmpty()) {
                into.add(found.getLast()); // includes the others
                return;
            }
        }
        into.addAll(found);
    }
}
