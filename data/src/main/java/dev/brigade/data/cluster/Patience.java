package dev.brigade.data.cluster;

import dev.brigade.data.jdbc.Durations;
import java.time.Duration;

/**
 * How long somebody is ready to wait.
 *
 * @param endless whether for ever
 * @param deadline the {@link System#nanoTime()} until which, else
 */
public record Patience(boolean endless, long deadline) {
    public static final Patience ENDLESS = new Patience(true, 0);

    /** From now on; {@link Duration#ZERO} for no wait at all. */
    public static Patience of(Duration wait) {
        return new Patience(false, System.nanoTime() + Durations.nanos(wait));
    }

    /** The nanoseconds left, not below 0; for one that is not endless. */
    public long left() {
        return Math.max(0, deadline - System.nanoTime());
    }

    public boolean isOver() {
        return !endless && left() == 0;
    }
}
