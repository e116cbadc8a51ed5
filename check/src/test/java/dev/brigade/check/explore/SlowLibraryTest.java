package dev.brigade.check.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How soon a platform thread is done that works for an explored one depends on the machine, and no verdict may depend on that. */
class SlowLibraryTest {

    @Test
    void no_time_passes_for_who_waits_for_a_thread_that_works() {
        AtomicInteger late = new AtomicInteger();
        Explore.CallOn<AtomicInteger> call = _ -> {
            if (!SlowLibrary.startsAndJoins()) {
                late.incrementAndGet();
            }
            return 1;
        };
        Explored explored = Explore.fresh(AtomicInteger::new).calls(call, call).explore();
        assertThat(explored.finding()).isEmpty();
        assertThat(late).hasValue(0);
    }

    @Test
    void who_waits_for_a_pool_of_platform_threads_leaves_control() {
        SlowLibrary library = new SlowLibrary();
        Explore.CallOn<AtomicInteger> call = _ -> library.submitsAndWaits() ? 1 : 0;
        Explored explored = Explore.fresh(AtomicInteger::new).calls(call, call).explore();
        assertThat(explored.finding().map(finding -> finding.anomaly())).contains(Anomaly.LEFT_CONTROL);
        assertThat(explored.report()).contains("slow library");
    }
}
