package dev.brigade.bench.load;

import java.time.Duration;

/**
 * What came of a load; every answer was right.
 *
 * @param requests sent and answered
 * @param took from the first request to the last answer
 * @param median of the latencies
 * @param p99 the latency that 99 of 100 did not exceed
 */
public record Measured(long requests, Duration took, Duration median, Duration p99) {

    /** Requests a second. */
    public double throughput() {
        return requests * 1e9 / took.toNanos();
    }

    String line() {
        return requests + " " + took.toNanos() + " " + median.toNanos() + " " + p99.toNanos();
    }

    static Measured of(String line) {
        String[] parts = line.split(" ", -1);
        return new Measured(
                Long.parseLong(parts[0]),
                Duration.ofNanos(Long.parseLong(parts[1])),
                Duration.ofNanos(Long.parseLong(parts[2])),
                Duration.ofNanos(Long.parseLong(parts[3])));
    }
}
