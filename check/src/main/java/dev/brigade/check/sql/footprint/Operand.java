package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Column;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import org.jspecify.annotations.Nullable;

/** A value that is known when a statement is executed. */
sealed interface Operand {

    /** Stands in the statement. */
    record Literal(Object value) implements Operand {}

    /** Is given with it; the first has index 0. */
    record Parameter(int index) implements Operand {}

    /** For these parameters; null if there is none. */
    default @Nullable Object value(List<? extends @Nullable Object> parameters) {
        return switch (this) {
            case Literal(Object value) -> value;
            case Parameter(int index) -> index < parameters.size() ? parameters.get(index) : null;
        };
    }

    /** What {@code expression} is for {@code column}; empty if that isn't known before the database computes it. */
    static Optional<Operand> of(Column column, Expression expression) {
        return switch (expression) {
            case LongValue number ->
                column.kind() == Column.Kind.TEXT
                        ? Optional.empty()
                        : Optional.of(new Literal(number.getStringValue()));
            case DoubleValue number ->
                column.kind() == Column.Kind.TEXT ? Optional.empty() : Optional.of(new Literal(number.toString()));
            case SignedExpression signed -> negated(column, signed);
            case StringValue text ->
                text.getPrefix() == null && "'".equals(text.getQuoteStr())
                        ? Optional.of(new Literal(text.getValue().replace("''", "'")))
                        : Optional.empty();
            case BooleanValue truth -> Optional.of(new Literal(truth.getValue()));
            case JdbcParameter parameter -> Optional.of(new Parameter(parameter.getIndex() - 1));
            case CastExpression cast ->
                keeps(cast, column.kind()) ? of(column, cast.getLeftExpression()) : Optional.empty();
            case ParenthesedExpressionList<?> list when list.size() == 1 -> of(column, list.getFirst());
            default -> Optional.empty();
        };
    }

    private static Optional<Operand> negated(Column column, SignedExpression signed) {
        if (signed.getSign() != '-' || column.kind() == Column.Kind.TEXT) {
            return Optional.empty();
        }
        return switch (signed.getExpression()) {
            case LongValue number -> Optional.of(new Literal("-" + number.getStringValue()));
            case DoubleValue number -> Optional.of(new Literal("-" + number));
            default -> Optional.empty();
        };
    }

    /** Whether a cast leaves alone all values of that kind; one to {@code char(1)} would not. */
    private static boolean keeps(CastExpression cast, Column.Kind kind) {
        ColDataType to = cast.getColDataType();
        boolean hasLength = to == null
                || !Objects.requireNonNullElse(to.getArgumentsStringList(), List.of())
                        .isEmpty();
        if (hasLength || !to.getArrayData().isEmpty()) {
            return false;
        }
        String type = to.getDataType().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case INTEGER, DECIMAL ->
                switch (type) {
                    case "int", "integer", "int4", "int8", "int2", "bigint", "smallint", "numeric", "decimal" -> true;
                    default -> false;
                };
            case TEXT -> type.equals("text") || type.equals("varchar") || type.equals("character varying");
            case UUID -> type.equals("uuid");
            case BOOLEAN -> type.equals("boolean") || type.equals("bool");
            case DATE -> type.equals("date");
            case TIMESTAMP, OTHER -> false;
        };
    }
}
