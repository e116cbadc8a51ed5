package dev.brigade.check.sql.schema;

import dev.brigade.check.sql.schema.Column.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When two values of a column are surely different. */
public final class Kinds {
    private Kinds() {}

    static Kind of(int jdbcType, String typeName) {
        if (typeName.equalsIgnoreCase("uuid")) {
            return Kind.UUID;
        }
        return switch (jdbcType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Kind.INTEGER;
            case Types.NUMERIC, Types.DECIMAL -> Kind.DECIMAL;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                Kind.TEXT;
            case Types.BOOLEAN -> Kind.BOOLEAN;
            case Types.BIT -> typeName.equalsIgnoreCase("bool") ? Kind.BOOLEAN : Kind.OTHER;
            case Types.DATE -> Kind.DATE;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Kind.TIMESTAMP;
            default -> Kind.OTHER;
        };
    }

    /**
     * A text that is the same for values that the database may take for equal; so values are different if their texts are.
     *
     * @return empty if that can't be said of this value in this column
     */
    public static Optional<String> normal(Column column, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return switch (column.kind()) {
                case INTEGER -> number(value, 0);
                case DECIMAL -> number(value, column.scale());
                case TEXT -> value instanceof String text ? Optional.of(folded(text)) : Optional.empty();
                case UUID ->
                    value instanceof UUID || value instanceof String
                            ? Optional.of(
                                    UUID.fromString(value.toString().strip()).toString())
                            : Optional.empty();
                case BOOLEAN -> value instanceof Boolean ? Optional.of(value.toString()) : Optional.empty();
                case DATE -> date(value);
                case TIMESTAMP, OTHER -> Optional.empty();
            };
        } catch (IllegalArgumentException | DateTimeException noSuchValue) {
            return Optional.empty();
        }
    }

    private static Optional<String> number(Object value, int scale) {
        BigDecimal number = switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Long _, Integer _, Short _, Byte _ -> BigDecimal.valueOf(((Number) value).longValue());
            case String text when text.strip().length() < 40 -> new BigDecimal(text.strip());
            default -> throw new NumberFormatException(); // a floating point number may be rounded to another
        };
        if (number.precision() - (long) number.scale() > 40) {
            return Optional.empty(); // 1e999999999 would fill the memory
        }
        BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        // the database would round it
        return shortest.scale() > scale ? Optional.empty() : Optional.of(shortest.toPlainString());
    }

    /** A collation may ignore case, and {@code char(10)} ignores blanks at the end. */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).stripTrailing();
    }

    private static Optional<String> date(Object value) {
        return switch (value) {
            case LocalDate day -> Optional.of(day.toString());
            case java.sql.Date day -> Optional.of(day.toLocalDate().toString());
            case String text -> Optional.of(LocalDate.parse(text.strip()).toString());
            default -> Optional.empty();
        };
    }
}
