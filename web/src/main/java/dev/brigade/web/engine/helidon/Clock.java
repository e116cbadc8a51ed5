package dev.brigade.web.engine.helidon;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time as the engine knows it: the watchdog sets it with each sweep, everybody reads it. Coarse, and cheaper than
 * asking the system several times for each request. It is never ahead, so no deadline is cut short by more than the
 * period of a sweep.
 */
final class Clock {
    /** As RFC 9110, section 5.6.7 wants it; {@code RFC_1123_DATE_TIME} would write a day with one digit. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private volatile long now = System.nanoTime();
    private volatile byte[] date;
    private long second;

    Clock() {
        second = System.currentTimeMillis() / 1000;
        date = format(second);
    }

    /** As {@link System#nanoTime()}. */
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
        now = current;
        long currentSecond = System.currentTimeMillis() / 1000;
        if (currentSecond != second) {
            second = currentSecond;
            date = format(currentSecond);
        }
        return current;
    }

    private static byte[] format(long epochSecond) {
        String line = "Date: " + FORMAT.format(Instant.ofEpochSecond(epochSecond)) + "\r\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
