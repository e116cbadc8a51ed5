package dev.brigade.live.wire;

/**
 * The times that browsers see: milliseconds since a zero of the server's.
 *
 * @param zeroNanos that zero, by {@link System#nanoTime()}
 */
public record Clock(long zeroNanos) {
    private static final double MICROS = 1e3;

    /** Milliseconds, to the microsecond. */
    public double millis(long nanos) {
        return Math.floorDiv(nanos - zeroNanos, 1000L) / MICROS;
    }
}
