package dev.brigade.web.engine.helidon;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time as the engine knows it: the watchdog moves it on with each sweep, everybody reads it. Coarse, and cheaper than
 * asking the system several times for each request. A time in which the watchdog could not run (a stopped machine, a long
 * collection) counts as one step, so it is not held against the clients, and no deadline is cut short by more than that.
 */
final class Clock {
    /** As RFC 9110, section 5.6.7 wants it; {@code RFC_1123_DATE_TIME} would write a day with one digit. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final long MAX_STEP_NANOS = 200_000_000L;

    private volatile long now;
    private volatile byte[] date;
    private long second;
    private long last = System.nanoTime();

    Clock() {
        second = System.currentTimeMillis() / 1000;
        date = format(second);
    }

    /** Nanoseconds from the start of the engine. */
    long now() {
        return now;
    }

    /** The line {@code Date: …} with its line break. */
    byte[] date() {
        return date;
    }

    /** Only the watchdog calls this. */
    long tick() {
        long current = System.nanoTime();
        long moved = now + Math.min(current - last, MAX_STEP_NANOS);
        last = current;
        now = moved;
        long currentSecond = System.currentTimeMillis() / 1000;
        if (currentSecond != second) {
            second = currentSecond;
            date = format(currentSecond);
        }
        return moved;
    }

    private static byte[] format(long epochSecond) {
        String line = "Date: " + FORMAT.format(Instant.ofEpochSecond(epochSecond)) + "\r\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
