package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.update.UpdateSet;

/** What an update sets. */
final class Assignments {
    private final Set<String> columns = new HashSet<>();
    private final Map<Column, Operand> values = new HashMap<>();
    private boolean known = true;

    Assignments(Schema schema, Table table, List<UpdateSet> sets) {
        List<String> stored = table.columns().stream().map(Column::name).toList();
        for (UpdateSet set : sets) {
            boolean pairs = set.getValues() != null
                    && set.getValues().size() == set.getColumns().size();
            for (int at = 0; at < set.getColumns().size(); at++) {
                Optional<Column> column = schema.names()
                        .find(set.getColumn(at).getColumnName(), stored)
                        .flatMap(name -> table.column(schema.names().label(name)));
                known &= column.isPresent();
                Expression value = pairs ? (Expression) set.getValues().get(at) : null;
                column.ifPresent(found -> {
                    columns.add(found.label());
                    if (value != null) {
                        Operand.of(found, value).ifPresent(operand -> values.put(found, operand));
                    }
                });
            }
        }
    }

    /** Whether all that is set are columns of the table. */
    boolean areKnown() {
        return known;
    }

    /** Labels of the columns that are set. */
    Set<String> columns() {
        return columns;
    }

    /** What they are set to, as far as it is known. */
    Rows values() {
        return new Rows(List.of(values));
    }
}
