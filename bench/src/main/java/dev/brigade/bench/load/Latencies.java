package dev.brigade.bench.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Counts latencies in steps of a microsecond up to a second, from there in steps of a millisecond up to a minute; what took
 * longer counts as that. Confined to one thread.
 */
final class Latencies {
    private static final int SECOND = 1_000_000;

    private final int[] micros = new int[SECOND];
    private final int[] millis = new int[60_001];
    private long all;

    void add(long nanos) {
        long took = Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos));
        if (took < SECOND) {
            micros[(int) took]++;
        } else {
            millis[(int) Math.min(took / 1000, millis.length - 1L)]++;
        }
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
        for (int i = 0; i < micros.length; i++) {
            seen += micros[i];
            if (seen >= rank) {
                return Duration.of(i, ChronoUnit.MICROS);
            }
        }
        int i = 0;
        while (i < millis.length - 1 && (seen += millis[i]) < rank) {
            i++;
        }
        return Duration.ofMillis(i);
    }
}
