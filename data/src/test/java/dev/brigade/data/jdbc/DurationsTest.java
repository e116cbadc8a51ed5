package dev.brigade.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void any_duration_is_a_time_that_can_be_added_to_the_clock() {
        assertThat(Durations.nanos(Duration.ofMillis(3))).isEqualTo(3_000_000);
        assertThat(Durations.nanos(Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(Duration.ofDays(365).toNanos());
        assertThat(Durations.nanos(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    }
}
