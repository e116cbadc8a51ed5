package dev.brigade.live.look;

import java.util.Locale;

/** Times for people. */
public final class Seconds {
    private static final long MINUTE = 60;

    private Seconds() {}

    /** {@code 2.3 s}; from a minute on {@code 2 min 5 s}. */
    public static String of(long nanos) {
        double seconds = Math.max(0, nanos) / 1e9;
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = (long) seconds;
        return whole / MINUTE + " min " + whole % MINUTE + " s";
    }
}
