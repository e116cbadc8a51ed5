package dev.brigade.check.sql.schema;

import java.util.List;

/**
 * An index in which no two rows have the same values.
 *
 * @param columns labels of its columns; an expression is named by its text
 * @param entersOnEveryUpdate whether any update can put an entry there, since it is over expressions or has a condition
 */
public record UniqueIndex(List<String> columns, boolean entersOnEveryUpdate) {
    public UniqueIndex {
        columns = List.copyOf(columns);
    }
}
