package dev.brigade.check.sql.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table.
 *
 * @param schema as the database stores it
 * @param name as the database stores it
 * @param label as people read it, and as a footprint names it: {@code pantry}; with its schema if that is not the current one
 * @param primaryKey labels of its columns; empty if there is none
 * @param uniqueIndexes with the primary key's
 * @param references its foreign keys
 * @param writesSpread whether a write can do anything elsewhere, because of triggers or rules
 * @param opaque whether nothing can be said of any use of it, as of a partition, whose rows have two tables' names
 */
public record Table(
        String schema,
        String name,
        String label,
        List<Column> columns,
        List<String> primaryKey,
        List<UniqueIndex> uniqueIndexes,
        List<ForeignKey> references,
        boolean writesSpread,
        boolean opaque) {
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueIndexes = List.copyOf(uniqueIndexes);
        references = List.copyOf(references);
    }

    /** The column of that label. */
    public Optional<Column> column(String columnLabel) {
        return columns.stream()
                .filter(column -> column.label().equals(columnLabel))
                .findFirst();
    }

    /** Where the columns of these labels are. */
    public int[] places(List<String> columnLabels) {
        List<String> all = columns.stream().map(Column::label).toList();
        return columnLabels.stream().mapToInt(all::indexOf).toArray();
    }

    /** For a statement. */
    public String quoted() {
        return Names.quoted(schema) + "." + Names.quoted(name);
    }
}
