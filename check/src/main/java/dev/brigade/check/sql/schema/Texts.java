package dev.brigade.check.sql.schema;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of columns for people. */
public final class Texts {
    private Texts() {}

    /** Whether a word, in small letters, is somewhere in a text, in letters of any size. */
    public static boolean mentions(String text, String word) {
        char first = word.charAt(0);
        for (int at = 0; at <= text.length() - word.length(); at++) {
            if ((text.charAt(at) | ' ') == first && text.regionMatches(true, at, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal decimal -> decimal.toPlainString();
            case byte[] bytes -> "x" + HexFormat.of().formatHex(bytes);
            case Object[] array -> Arrays.stream(array).map(Texts::of).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }
}
