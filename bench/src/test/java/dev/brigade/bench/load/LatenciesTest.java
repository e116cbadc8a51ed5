package dev.brigade.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void a_percentile_is_the_latency_that_so_many_did_not_exceed() {
        for (int micros = 1; micros <= 100; micros++) {
            latencies.add(micros * 1000L);
        }

        assertThat(latencies.percentile(0.5)).isEqualTo(Duration.ofNanos(50_000));
        assertThat(latencies.percentile(0.99)).isEqualTo(Duration.ofNanos(99_000));
        assertThat(latencies.count()).isEqualTo(100);
    }

    @Test
    void beyond_a_second_latencies_are_known_to_the_millisecond() {
        latencies.add(Duration.ofNanos(7_004_900_000L).toNanos());

        assertThat(latencies.percentile(0.5)).isEqualTo(Duration.ofMillis(7_004));
    }

    @Test
    void what_takes_longer_than_a_minute_counts_as_a_minute() {
        latencies.add(Duration.ofMinutes(7).toNanos());

        assertThat(latencies.percentile(0.5)).isEqualTo(Duration.ofMinutes(1));
    }
}
