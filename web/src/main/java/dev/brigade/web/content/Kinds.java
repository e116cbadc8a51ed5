package dev.brigade.web.content;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client should send for a Java type, in words. Has no state: safe from any thread. */
final class Kinds {
    private static final Map<Class<?>, String> TIMES = Map.of(
            LocalDate.class, "a date such as 2026-12-24",
            java.sql.Date.class, "a date such as 2026-12-24",
            LocalTime.class, "a time such as 18:30",
            LocalDateTime.class, "a time such as 2026-12-24T18:30",
            OffsetDateTime.class, "a time such as 2026-12-24T18:30:00+01:00",
            ZonedDateTime.class, "a time such as 2026-12-24T18:30:00+01:00",
            Instant.class, "a time such as 2026-12-24T18:30:00Z",
            Duration.class, "a duration such as PT5M");

    private Kinds() {}

    /** {@code a whole number}, {@code one of SMALL, LARGE}, {@code a date such as 2026-12-24}. */
    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == int.class
                || type == long.class
                || type == short.class
                || type == Integer.class
                || type == Long.class) {
            return "a whole number" + (type == int.class || type == Integer.class ? " of 32 bits" : "");
        }
        if (type == double.class || type == float.class || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        String time = TIMES.get(type);
        if (time != null) {
            return time;
        }
        return type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type)
                ? "a " + type.getSimpleName()
                : "an object";
    }
}
