package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The serial orders are run within the budget too; where they were not all run, no outcome is called wrong. */
class BudgetTest {

    @Test
    void one_serial_order_is_run_when_the_time_is_over_and_nothing_is_said_of_outcomes() {
        Explore.CallOn<AtomicInteger> adds = AtomicInteger::incrementAndGet;
        Explored explored = Explore.fresh(AtomicInteger::new)
                .calls(adds, count -> count.addAndGet(2), count -> count.addAndGet(4), count -> count.addAndGet(8))
                .budget(Duration.ofNanos(1))
                .explore();
        assertThat(explored.finding()).isEmpty();
        assertThat(explored.isComplete()).isFalse();
        assertThat(explored.runs()).isEqualTo(1);
        assertThat(explored.report()).contains("not compared");
    }
}
