package dev.brigade.data.jdbc;

import java.time.Duration;
import java.util.Locale;

/** Times for people, and for the clock. */
public final class Durations {
    /** Longer than anybody waits, and short enough that the clock can be added to it. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    /** {@code wait} in nanoseconds, not below 0, and a year if it is longer; any duration will do. */
    public static long nanos(Duration wait) {
        if (wait.isNegative()) {
            return 0;
        }
        return (wait.compareTo(LONGEST) > 0 ? LONGEST : wait).toNanos();
    }

    /** {@code nanos} as seconds with one decimal: {@code 3.2 s}. */
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
