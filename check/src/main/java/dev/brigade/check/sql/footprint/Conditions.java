package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.MultiPartName;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** What the conditions of one SELECT, UPDATE or DELETE say of the rows of the tables that it names. */
@SuppressWarnings("ReferenceEquality") // of a table that is named twice, each place has rows of its own
final class Conditions {
    private final Schema schema;
    private final List<Source> sources = new ArrayList<>();

    /**
     * A table among those that are joined.
     *
     * @param node the table in the tree
     * @param called by what conditions call it, as stored
     * @param table what it is
     */
    private record Source(net.sf.jsqlparser.schema.Table node, String called, Table table) {}

    Conditions(Schema schema) {
        this.schema = schema;
    }

    /** Adds a table that is joined; nothing is said of what isn't a table. */
    void add(
            @Nullable FromItem item,
            java.util.function.Function<net.sf.jsqlparser.schema.Table, Optional<Table>> find) {
        if (item instanceof net.sf.jsqlparser.schema.Table node) {
            String called =
                    node.getAlias() == null ? node.getName() : node.getAlias().getName();
            find.apply(node)
                    .ifPresent(
                            table -> sources.add(new Source(node, schema.names().stored(called.strip()), table)));
        }
    }

    /** The rows that matter of a table that was added: others change nothing, whether they are there or not. */
    Rows rows(net.sf.jsqlparser.schema.Table node, @Nullable Expression where, @Nullable List<Join> joins) {
        Optional<Source> source =
                sources.stream().filter(added -> added.node == node).findFirst();
        if (source.isEmpty()) {
            return Rows.ALL;
        }
        Rows rows = isPlain(where) ? where(source.get(), where) : Rows.ALL;
        for (Join join : joins == null ? List.<Join>of() : joins) {
            boolean inner = !join.isOuter() && !join.isLeft() && !join.isRight() && !join.isFull();
            boolean optional = join.isLeft() && join.getFromItem() == node; // joined only if it fulfils the condition
            if (inner || optional) {
                for (Expression on : join.getOnExpressions()) {
                    rows = isPlain(on) ? rows.and(where(source.get(), on)) : rows;
                }
            }
        }
        return rows;
    }

    private Rows where(Source source, @Nullable Expression condition) {
        return switch (condition) {
            case null -> Rows.ALL;
            case AndExpression and ->
                where(source, and.getLeftExpression()).and(where(source, and.getRightExpression()));
            case OrExpression or -> where(source, or.getLeftExpression()).or(where(source, or.getRightExpression()));
            case ParenthesedExpressionList<?> list when list.size() == 1 -> where(source, list.getFirst());
            case EqualsTo equal
            when isWhole(equal) -> {
                Rows rows = equal(source, equal.getLeftExpression(), equal.getRightExpression());
                yield rows.equals(Rows.ALL)
                        ? equal(source, equal.getRightExpression(), equal.getLeftExpression())
                        : rows;
            }
            case InExpression in when isWhole(in) && !in.isNot() -> in(source, in);
            default -> Rows.ALL;
        };
    }

    private Rows equal(Source source, Expression left, Expression right) {
        return column(source, left)
                .flatMap(column -> Operand.of(column, right).map(operand -> Rows.where(column, operand)))
                .orElse(Rows.ALL);
    }

    private Rows in(Source source, InExpression in) {
        Optional<Column> column = column(source, in.getLeftExpression());
        if (column.isEmpty() || !(in.getRightExpression() instanceof ParenthesedExpressionList<?> list)) {
            return Rows.ALL;
        }
        Rows rows = new Rows(List.of());
        for (Expression element : list) {
            rows = rows.or(Operand.of(column.get(), element)
                    .map(operand -> Rows.where(column.get(), operand))
                    .orElse(Rows.ALL));
        }
        return rows;
    }

    /** The column of {@code source}'s table that an expression surely means. */
    private Optional<Column> column(Source source, Expression expression) {
        if (expression instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            return column(source, list.getFirst());
        }
        if (!(expression instanceof net.sf.jsqlparser.schema.Column named) || named.getArrayConstructor() != null) {
            return Optional.empty();
        }
        List<Source> meant = sources.stream()
                .filter(added -> isCalled(added, named.getTable())
                        && column(added.table, named.getColumnName()).isPresent())
                .toList();
        return meant.size() == 1 && meant.getFirst() == source
                ? column(source.table, named.getColumnName())
                : Optional.empty();
    }

    private boolean isCalled(Source source, @Nullable MultiPartName qualifier) {
        if (!(qualifier instanceof net.sf.jsqlparser.schema.Table table) || table.getName() == null) {
            return true;
        }
        return schema.names().find(table.getName(), List.of(source.called)).isPresent();
    }

    private Optional<Column> column(Table table, String name) {
        return schema.names()
                .find(name, table.columns().stream().map(Column::name).toList())
                .flatMap(stored -> table.columns().stream()
                        .filter(column -> column.name().equals(stored))
                        .findFirst());
    }

    /**
     * Whether the parser took the precedence of operators right. It doesn't for all: of {@code id = 1 and js -> 'a' = 'b' or x = 2}
     * it makes {@code id = 1 and (…)}.
     */
    private static boolean isWhole(Expression comparison) {
        return SyntaxTree.nodes(comparison, node -> !encloses(node)).stream()
                .noneMatch(node -> node instanceof AndExpression || node instanceof OrExpression);
    }

    private static boolean encloses(Object node) {
        return node instanceof Select
                || node instanceof CaseExpression
                || node instanceof ParenthesedExpressionList<?>
                || node instanceof Function;
    }

    /** Whether all of a condition's AND and OR are where the grammar of SQL has them. */
    static boolean isPlain(@Nullable Expression condition) {
        return switch (condition) {
            case null -> true;
            case AndExpression and -> isPlain(and.getLeftExpression()) && isPlain(and.getRightExpression());
            case OrExpression or -> isPlain(or.getLeftExpression()) && isPlain(or.getRightExpression());
            case ParenthesedExpressionList<?> list -> list.stream().allMatch(Conditions::isPlain);
            default -> encloses(condition) || isWhole(condition);
        };
    }
}
