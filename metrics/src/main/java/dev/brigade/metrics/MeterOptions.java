package dev.brigade.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How an application is measured. Changed only while the application is built, by one thread. */
public final class MeterOptions {
    /** Those that Prometheus' own libraries use if nobody says more, in milliseconds. */
    private static final List<Integer> USUAL = List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

    private List<Duration> buckets = USUAL.stream().map(Duration::ofMillis).toList();

    MeterOptions() {}

    /**
     * How many requests took no longer than each of these times is counted for each route: have what you promise (SLO) among them. Each
     * is a series more for each route, method and status.
     *
     * @param limits in any order; none for no such counts. Without this, 5 ms to 10 s in eleven steps
     * @throws IllegalArgumentException if one is not longer than nothing
     */
    public MeterOptions buckets(Duration... limits) {
        for (Duration limit : limits) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException(
                        "A bucket of " + limit + " counts nothing; say what requests may take");
            }
        }
        buckets = Stream.of(limits).distinct().sorted().toList();
        return this;
    }

    List<Duration> buckets() {
        return buckets;
    }
}
