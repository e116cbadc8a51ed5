package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.WithItem;

/**
 * The names that stand anywhere in a statement, and with them which columns of a table it reads: those that it names, or all, if a name
 * can mean more than a column.
 */
final class NamedColumns {
    private final Schema schema;
    private final List<Object> nodes;
    private final Set<String> columnNames = new HashSet<>();
    private final Set<String> rowNames =
            new HashSet<>(); // of tables and their aliases: as a column, it is the whole row
    private final Set<String> resultNames = new HashSet<>(Set.of("DEFAULT", "default"));
    private final Set<String> withNames = new HashSet<>();
    private boolean readsAllColumns;
    private boolean isAmbiguous;

    /** @param nodes of the statement's tree */
    NamedColumns(Schema schema, List<Object> nodes) {
        this.schema = schema;
        this.nodes = nodes;
    }

    /** Takes note of what {@code node} names. */
    void add(Object node) {
        switch (node) {
            case net.sf.jsqlparser.schema.Column column -> columnNames.add(column.getColumnName());
            case WithItem<?> with -> {
                String name = schema.names().stored(with.getAliasName().strip());
                withNames.add(name);
                isAmbiguous |= !with.isRecursive() && isView(name, with);
            }
            case SelectItem<?> item when item.getAlias() != null -> resultNames.add(stored(item.getAlias()));
            case FromItem item when item.getAlias() != null -> rowNames.add(stored(item.getAlias()));
            case net.sf.jsqlparser.schema.Table table ->
                rowNames.add(schema.names().stored(table.getName()));
            case TableStatement _ -> readsAllColumns = true;
            case Join join -> readsAllColumns |= join.isNatural();
            case AllColumns all -> readsAllColumns |= !isCounted(all);
            default -> {}
        }
    }

    private String stored(Alias alias) {
        return schema.names().stored(alias.getName().strip());
    }

    /** Whether a query called {@code name} reads what has the same name: that is no table, but may be a view. */
    private boolean isView(String name, WithItem<?> with) {
        return SyntaxTree.nodes(with).stream()
                .anyMatch(node -> node instanceof net.sf.jsqlparser.schema.Table table
                        && schema.names().stored(table.getName()).equals(name)
                        && schema.find(Optional.ofNullable(table.getSchemaName()), table.getName())
                                .isEmpty());
    }

    /** Whether it is the star of {@code count(*)}, which reads no column. */
    @SuppressWarnings("ReferenceEquality") // this star, not one like it
    private boolean isCounted(AllColumns all) {
        return nodes.stream()
                .anyMatch(node -> node instanceof Function function
                        && "count".equalsIgnoreCase(function.getName())
                        && function.getParameters() != null
                        && function.getParameters().size() == 1
                        && function.getParameters().getFirst() == all);
    }

    /** Whether the name of a query of WITH may be that of a view, too, which it reads. */
    boolean isAmbiguous() {
        return isAmbiguous;
    }

    /** Whether a query of WITH has that name. */
    boolean isOfQuery(net.sf.jsqlparser.schema.Table named) {
        return withNames.contains(schema.names().stored(named.getName()));
    }

    /** The columns of a table that the statement names; all if it can mean the whole row. */
    Set<String> of(Table table) {
        if (readsAllColumns) {
            return Effects.allColumns(table);
        }
        Set<String> labels = new HashSet<>();
        List<String> stored = table.columns().stream().map(Column::name).toList();
        for (String name : columnNames) {
            String storedName = schema.names().stored(name);
            if (rowNames.contains(storedName)) {
                return Effects.allColumns(table);
            }
            Optional<String> found = schema.names().find(name, stored);
            if (found.isPresent()) {
                labels.add(schema.names().label(found.get()));
            } else if (!resultNames.contains(storedName) && !isColumnOfAnother(name)) {
                return Effects.allColumns(table); // a hidden column, such as xmin, that any change changes
            }
        }
        return labels;
    }

    private boolean isColumnOfAnother(String name) {
        return schema.tables().values().stream()
                .anyMatch(table -> schema.names()
                        .find(name, table.columns().stream().map(Column::name).toList())
                        .isPresent());
    }
}
