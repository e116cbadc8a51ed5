package dev.brigade.data.jdbc;

import java.util.Locale;

/** Times for people. */
public final class Durations {
    private Durations() {}

    /** {@code nanos} as seconds with one decimal: {@code 3.2 s}. */
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
