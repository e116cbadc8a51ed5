package dev.brigade.live.wire;

/**
 * The times that browsers see: milliseconds since a zero of the server's.
 *
 * @param zeroNanos that zero, by {@link System#nanoTime()}
 * @param zeroMillis the time of day at that zero, in milliseconds since 1970
 */
public record Clock(long zeroNanos, long zeroMillis) {
    private static final double MICROS = 1e3;

    /** One whose zero is now. */
    public static Clock fromNow() {
        return new Clock(System.nanoTime(), System.currentTimeMillis());
    }

    /** Milliseconds, to the microsecond. */
    public double millis(long nanos) {
        return Math.floorDiv(nanos - zeroNanos, 1000L) / MICROS;
    }
}
