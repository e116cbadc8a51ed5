package dev.brigade.check.sql.state;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a timestamp is of the time of a run. */
final class RunClock {
    /** As PostgreSQL writes it: {@code 2026-03-01 12:00:00.5+01}. */
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm:ss", "+00")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private final Instant from;
    private final Instant to;

    RunClock(Canonical.Interval run) {
        // databases round to the microsecond, and columns may to the second
        from = run.from().minus(Duration.ofSeconds(1));
        to = run.to().plus(Duration.ofSeconds(1));
    }

    boolean isNow(@Nullable Object value) {
        return switch (value) {
            case OffsetDateTime time -> isNow(time.toInstant());
            case LocalDateTime time -> isNow(time);
            case String text -> isNow(text);
            case null, default -> false;
        };
    }

    private boolean isNow(Instant time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }

    /** In this machine's zone, or in none. */
    private boolean isNow(LocalDateTime time) {
        return Stream.of(ZoneId.systemDefault(), ZoneOffset.UTC)
                .anyMatch(zone -> isNow(time.atZone(zone).toInstant()));
    }

    private boolean isNow(String text) {
        try {
            TemporalAccessor time = TEXT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return isNow((Object) time);
        } catch (DateTimeException _) {
            return false; // infinity, for one
        }
    }
}
