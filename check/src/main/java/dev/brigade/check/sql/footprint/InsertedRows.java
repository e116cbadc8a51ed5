package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.Values;

/** What is known of the rows that an INSERT adds. */
final class InsertedRows {
    private final Schema schema;
    private final Table table;
    private final Insert insert;

    InsertedRows(Schema schema, Table table, Insert insert) {
        this.schema = schema;
        this.table = table;
        this.insert = insert;
    }

    Rows rows() {
        // OVERRIDING USER VALUE takes the sequence's values instead of the given
        boolean overridden = insert.getOverridingMode() != null
                && !insert.getOverridingMode().name().equals("NONE");
        if (insert.getSetUpdateSets() != null || overridden) {
            return Rows.ALL;
        }
        return switch (insert.getSelect()) {
            case Values values -> values(values.getExpressions());
            case PlainSelect select ->
                row(select.getSelectItems().stream()
                        .map(SelectItem::getExpression)
                        .map(Expression.class::cast)
                        .toList());
            case null, default -> Rows.ALL;
        };
    }

    private Rows values(ExpressionList<Expression> rows) {
        boolean isOneRow = rows instanceof ParenthesedExpressionList<?>
                || rows.stream().noneMatch(ParenthesedExpressionList.class::isInstance);
        if (isOneRow) {
            return row(rows);
        }
        Rows all = new Rows(List.of());
        for (Expression row : rows) {
            all = all.or(row instanceof ParenthesedExpressionList<?> list ? row(list) : Rows.ALL);
        }
        return all;
    }

    private Rows row(List<? extends Expression> values) {
        List<Optional<Column>> columns = columns();
        if (columns.size() != values.size()) {
            return Rows.ALL;
        }
        Map<Column, Operand> known = new HashMap<>();
        for (int at = 0; at < values.size(); at++) {
            Expression value = values.get(at);
            columns.get(at)
                    .ifPresent(column -> Operand.of(column, value).ifPresent(operand -> known.put(column, operand)));
        }
        return new Rows(List.of(known));
    }

    /** The columns that are given, in the order of the values. */
    private List<Optional<Column>> columns() {
        if (insert.getColumns() == null || insert.getColumns().isEmpty()) {
            return table.columns().stream().map(Optional::of).toList();
        }
        List<String> stored = table.columns().stream().map(Column::name).toList();
        return insert.getColumns().stream()
                .map(named -> schema.names()
                        .find(named.getColumnName(), stored)
                        .flatMap(name -> table.column(schema.names().label(name))))
                .toList();
    }
}
