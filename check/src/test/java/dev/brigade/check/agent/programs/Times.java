package dev.brigade.check.agent.programs;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.List;

/** Ask what time it is. */
public final class Times {
    private Times() {}

    public static long nanos() {
        return System.nanoTime();
    }

    /** Milliseconds since 1970 by all that can tell. */
    @SuppressWarnings("JavaUtilDate") // it is one of them
    public static List<Long> all() {
        return List.of(
                System.currentTimeMillis(),
                Instant.now().toEpochMilli(),
                LocalDateTime.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC).toEpochMilli(),
                Clock.systemUTC().millis(),
                Clock.systemUTC().instant().toEpochMilli(),
                InstantSource.system().millis(),
                new Date().getTime(),
                Calendar.getInstance().getTimeInMillis());
    }
}
