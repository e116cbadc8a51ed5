package dev.brigade.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void the_median_is_the_value_in_the_middle() {
        assertThat(Spread.of(3, 1, 100)).isEqualTo(new Spread(3, 1, 100, 3));
    }

    @Test
    void between_two_values_in_the_middle_it_is_their_mean() {
        assertThat(Spread.of(4, 1, 2, 100)).isEqualTo(new Spread(3, 1, 100, 4));
    }
}
