package dev.brigade.data.pool;

import java.time.Duration;

/**
 * What a pool has done since it was opened.
 *
 * @param granted leases
 * @param waited how many had to wait because all connections were leased, however their wait ended
 * @param timedOut how many of those waited in vain until their time was over
 * @param longestWait the longest wait that ended with a connection or a timeout
 * @param totalWait all such waits together
 */
public record PoolTotals(long granted, long waited, long timedOut, Duration longestWait, Duration totalWait) {
    /** Of a pool that nobody has asked for anything. */
    public static final PoolTotals NONE = new PoolTotals(0, 0, 0, Duration.ZERO, Duration.ZERO);
}
