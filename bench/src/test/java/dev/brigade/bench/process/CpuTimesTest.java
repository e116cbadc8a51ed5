package dev.brigade.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimesTest {
    private static final CpuTimes BEFORE = new CpuTimes(Map.of(1L, Duration.ofMillis(10), 2L, Duration.ofMillis(500)));

    @Test
    void what_all_took_is_the_sum_of_what_each_took() {
        CpuTimes after = new CpuTimes(Map.of(1L, Duration.ofMillis(13), 2L, Duration.ofMillis(504)));

        assertThat(after.since(BEFORE)).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void a_process_that_began_meanwhile_counts_from_its_start() {
        CpuTimes after =
                new CpuTimes(Map.of(1L, Duration.ofMillis(10), 2L, Duration.ofMillis(500), 3L, Duration.ofMillis(4)));

        assertThat(after.since(BEFORE)).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void a_process_that_ended_meanwhile_takes_nothing_away() {
        assertThat(new CpuTimes(Map.of(1L, Duration.ofMillis(11))).since(BEFORE))
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void this_process_has_one() {
        assertThat(CpuTimes.of(java.util.stream.Stream.of(ProcessHandle.current()))
                        .byProcess())
                .containsOnlyKeys(ProcessHandle.current().pid());
    }
}
