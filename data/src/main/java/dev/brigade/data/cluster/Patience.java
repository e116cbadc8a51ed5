package dev.brigade.data.cluster;

import java.time.Duration;

/**
 * How long somebody is ready to wait.
 *
 * @param endless whether for ever
 * @param deadline the {@link System#nanoTime()} until which, else
 */
public record Patience(boolean endless, long deadline) {
    public static final Patience ENDLESS = new Patience(true, 0);

    /** Longer than anybody waits, and short enough that the clock can be added to it. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /** From now on; {@link Duration#ZERO} for no wait at all. */
    public static Patience of(Duration wait) {
        Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        return new Patience(false, System.nanoTime() + bounded.toNanos());
    }

    /** The nanoseconds left, not below 0; for one that is not endless. */
    public long left() {
        return Math.max(0, deadline - System.nanoTime());
    }

    public boolean isOver() {
        return !endless && left() == 0;
    }
}
