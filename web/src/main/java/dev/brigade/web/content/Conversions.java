package dev.brigade.web.content;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** Texts of queries, headers and settings as values of a type. */
public final class Conversions {
    private static final int LONGEST_SHOWN = 100;

    private Conversions() {}

    /**
     * The value that {@code text} writes.
     *
     * @param type a primitive or its box, {@code String}, {@code UUID}, {@code BigDecimal} (of 1000 digits at most), an enum, {@code LocalDate},
     *     {@code LocalTime}, {@code LocalDateTime}, {@code OffsetDateTime}, {@code Instant} or {@code Duration} ({@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h} or ISO-8601)
     * @throws UnsupportedOperationException if {@code type} is none of these
     * @throws IllegalArgumentException if it is not one, in words for people: {@code must be a whole number, not "x"}
     */
    @SuppressWarnings("unchecked") // int.class is a Class<Integer>, whose cast method knows only the box
    public static <T> T convert(String text, Class<T> type) {
        try {
            return (T) value(text.strip(), text, type);
        } catch (NumberFormatException e) {
            throw wrong("a whole number or a number in range", text);
        } catch (ArithmeticException e) {
            throw wrong("a duration in range", text);
        } catch (java.time.DateTimeException e) {
            throw wrong(Kinds.of(type), text);
        }
    }

    private static Object value(String text, String asWritten, Class<?> type) {
        if (type == String.class) {
            return asWritten;
        } else if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        } else if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        } else if (type == double.class || type == Double.class) {
            return Numbers.finite(text);
        } else if (type == boolean.class || type == Boolean.class) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "1" -> true;
                case "false", "no", "off", "0" -> false;
                default -> throw wrong("true or false", asWritten);
            };
        } else if (type == UUID.class) {
            return uuid(text, asWritten);
        } else if (type == BigDecimal.class) {
            return Numbers.decimal(text);
        } else if (type == LocalDate.class) {
            return LocalDate.parse(text);
        } else if (type == LocalTime.class) {
            return LocalTime.parse(text);
        } else if (type == LocalDateTime.class) {
            return LocalDateTime.parse(text);
        } else if (type == OffsetDateTime.class) {
            return OffsetDateTime.parse(text);
        } else if (type == Instant.class) {
            return Instant.parse(text);
        } else if (type == Duration.class) {
            return duration(text, asWritten);
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(c -> ((Enum<?>) c).name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            "one of "
                                    + Arrays.stream(type.getEnumConstants())
                                            .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(", ")),
                            asWritten));
        }
        throw new UnsupportedOperationException("No text can be read as " + type.getName());
    }

    private static UUID uuid(String text, String asWritten) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw wrong("a UUID", asWritten);
        }
    }

    private static Duration duration(String text, String asWritten) {
        if (text.startsWith("P") || text.startsWith("p")) {
            return Duration.parse(text);
        }
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            throw wrong("a duration such as 250ms, 5s, 2m or 1h", asWritten);
        }
        long amount = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw wrong("a duration such as 250ms, 5s, 2m or 1h", asWritten);
        };
    }

    private static IllegalArgumentException wrong(String expected, String text) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return new IllegalArgumentException("must be " + expected + ", not \"" + shown + "\"");
    }
}
