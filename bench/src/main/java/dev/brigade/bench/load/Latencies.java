package dev.brigade.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts latencies in steps of a microsecond up to a second; what took longer counts as that. Confined to one thread. */
final class Latencies {
    private final int[] counts = new int[1_000_001];
    private long all;

    void add(long nanos) {
        int micros = (int) Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, counts.length - 1L);
        counts[micros]++;
        all++;
    }

    long count() {
        return all;
    }

    /**
     * The latency that a share of all did not exceed.
     *
     * @param share 0.5 for the median
     */
    Duration percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(all * share));
        long seen = 0;
        int micros = 0;
        while (micros < counts.length - 1 && (seen += counts[micros]) < rank) {
            micros++;
        }
        return Duration.of(micros, java.time.temporal.ChronoUnit.MICROS);
    }
}
