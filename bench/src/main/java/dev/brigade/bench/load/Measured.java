package dev.brigade.bench.load;

import java.time.Duration;

/**
 * What came of a load; no answer was wrong, but some may have refused.
 *
 * @param requests sent and answered
 * @param refused those answered with another status than 2xx
 * @param took from the first request to the last answer
 * @param median of the latencies
 * @param p99 the latency that 99 of 100 did not exceed
 * @param refusal the first answer with another status, for people; empty if there was none
 */
public record Measured(long requests, long refused, Duration took, Duration median, Duration p99, String refusal) {

    /** Requests a second that got what they asked for. */
    public double throughput() {
        return (requests - refused) * 1e9 / took.toNanos();
    }

    String line() {
        return requests + " " + refused + " " + took.toNanos() + " " + median.toNanos() + " " + p99.toNanos() + " "
                + refusal;
    }

    static Measured of(String line) {
        String[] parts = line.split(" ", 6);
        return new Measured(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Duration.ofNanos(Long.parseLong(parts[2])),
                Duration.ofNanos(Long.parseLong(parts[3])),
                Duration.ofNanos(Long.parseLong(parts[4])),
                parts[5]);
    }
}
