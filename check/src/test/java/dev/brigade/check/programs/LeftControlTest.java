package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is not under control is said to be that, and never called something else. */
class LeftControlTest {

    private static void leaves(Explored explored, String place) {
        assertThat(explored.finding().map(finding -> finding.anomaly())).contains(Anomaly.LEFT_CONTROL);
        assertThat(explored.report()).contains(place).contains("LeftControlTest.java:");
    }

    @Test
    void work_on_the_common_pool_leaves_control() {
        leaves(
                Explore.fresh(AtomicInteger::new)
                        .threads(
                                2,
                                count -> count.addAndGet(
                                        CompletableFuture.supplyAsync(() -> 1).join()))
                        .explore(),
                "supplyAsync");
    }

    @Test
    void a_platform_thread_leaves_control() {
        leaves(
                Explore.fresh(AtomicInteger::new)
                        .threads(2, count -> {
                            Thread helper = Thread.ofPlatform().unstarted(count::incrementAndGet);
                            helper.start();
                            helper.join();
                        })
                        .explore(),
                "start");
    }

    @Test
    void virtual_threads_that_are_started_stay_under_control() {
        Explored explored = Explore.fresh(AtomicInteger::new)
                .threads(
                        2,
                        count -> Thread.startVirtualThread(count::incrementAndGet)
                                .join())
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }
}
