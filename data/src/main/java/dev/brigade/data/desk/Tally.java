package dev.brigade.data.desk;

import dev.brigade.data.pool.PoolTotals;
import java.time.Duration;

/** Counts what a {@link Desk} does. Plain fields, all guarded by the desk's lock, which is held then anyway. */
final class Tally {
    private long granted;
    private long waited;
    private long timedOut;
    private long longest;
    private long total;

    void waits() {
        waited++;
    }

    /** A lease, after {@code nanos} of waiting; 0 for none. */
    void grants(long nanos) {
        granted++;
        ended(nanos);
    }

    void timesOut(long nanos) {
        timedOut++;
        ended(nanos);
    }

    private void ended(long nanos) {
        total += nanos;
        longest = Math.max(longest, nanos);
    }

    PoolTotals totals() {
        return new PoolTotals(granted, waited, timedOut, Duration.ofNanos(longest), Duration.ofNanos(total));
    }
}
