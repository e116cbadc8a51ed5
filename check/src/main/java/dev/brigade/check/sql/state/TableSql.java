package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that read and restore a table.
 *
 * @param inserted places of the columns for which {@link #insert()} has parameters
 * @param updated places of the columns for which {@link #update()} has parameters, before those of the key; empty if a row can't be
 *     changed but only be replaced
 * @param key places of the primary key's columns; empty if there is none
 * @param update of a row by its key
 * @param delete of a row by its key
 * @param clear deletes all rows
 */
record TableSql(
        Table table,
        int[] inserted,
        int[] updated,
        int[] key,
        String select,
        String insert,
        String update,
        String delete,
        String clear) {

    /**
     * @param read how a column is selected
     * @param parameter how a column's value is given
     */
    static TableSql of(Table table, Function<Column, String> read, Function<Column, String> parameter) {
        List<Column> columns = table.columns();
        int[] key = table.places(table.primaryKey());
        int[] inserted = IntStream.range(0, columns.size())
                .filter(at -> !columns.get(at).computed())
                .toArray();
        int[] updated = IntStream.of(inserted)
                .filter(at -> Arrays.stream(key).noneMatch(part -> part == at) && !refuses(columns.get(at)))
                .toArray();
        boolean overriding = columns.stream().anyMatch(TableSql::refuses);
        Function<int[], String> names = places -> listed(places, columns, Column::quoted, ", ");
        Function<Column, String> equal = column -> column.quoted() + " = " + parameter.apply(column);
        String where = " where " + listed(key, columns, equal, " and ");
        int[] all = IntStream.range(0, columns.size()).toArray();
        return new TableSql(
                table,
                inserted,
                updated,
                key,
                "select " + listed(all, columns, read, ", ") + " from " + table.quoted()
                        + (key.length > 0 ? " order by " + names.apply(key) : ""),
                "insert into " + table.quoted() + " (" + names.apply(inserted) + ")"
                        + (overriding ? " overriding system value" : "") + " values ("
                        + listed(inserted, columns, parameter, ", ") + ")",
                "update " + table.quoted() + " set " + listed(updated, columns, equal, ", ") + where,
                "delete from " + table.quoted() + where,
                "delete from " + table.quoted());
    }

    /** Whether the database refuses to set it in an update, and in an insert without being told. */
    private static boolean refuses(Column column) {
        return column.origin() instanceof Column.Origin.Identity identity && identity.always();
    }

    private static String listed(int[] places, List<Column> columns, Function<Column, String> as, String separator) {
        return IntStream.of(places).mapToObj(columns::get).map(as).collect(Collectors.joining(separator));
    }
}
