package dev.brigade.check.sql;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of columns for people. */
final class Texts {
    private Texts() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal decimal -> decimal.toPlainString();
            case byte[] bytes -> "x" + HexFormat.of().formatHex(bytes);
            case Object[] array -> Arrays.stream(array).map(Texts::of).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }
}
