package dev.brigade.check.sql.schema;

import java.util.List;

/**
 * That columns of a table, the child, refer to a row of another, the parent.
 *
 * @param child its table's label
 * @param columns labels of the child's columns
 * @param parent its table's label
 * @param parentColumns labels of the columns that they refer to, in the same order
 * @param onDelete what becomes of the children of a parent that is deleted
 * @param onUpdate what becomes of the children of a parent whose columns change
 */
public record ForeignKey(
        String child, List<String> columns, String parent, List<String> parentColumns, Rule onDelete, Rule onUpdate) {
    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    /** What becomes of the children. */
    public enum Rule {
        /** There may be none. */
        REFUSE,
        /** They go, or change, too. */
        CASCADE,
        /** Their columns become null or their default. */
        CLEAR
    }
}
