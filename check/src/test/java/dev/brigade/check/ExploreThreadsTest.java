package dev.brigade.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.programs.Counter;
import dev.brigade.check.report.Anomaly;
import org.junit.jupiter.api.Test;

/** Threads that share objects. */
class ExploreThreadsTest {

    @Test
    void two_threads_that_count_lose_an_update() {
        Explored explored = Explore.fresh(Counter::new)
                .threads(Counter::addVisibly, Counter::addVisibly)
                .explore();

        assertThat(explored.finding().orElseThrow().anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(explored.finding().orElseThrow().switches()).isEqualTo(1);
    }

    @Test
    void a_counter_under_a_lock_is_proven() {
        Explored explored =
                Explore.fresh(Counter::new).threads(3, Counter::addLocked).verify();

        assertThat(explored.isComplete()).isTrue();
    }
}
