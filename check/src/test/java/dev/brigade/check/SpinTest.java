package dev.brigade.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.programs.Clocked;
import dev.brigade.check.programs.Counter;
import dev.brigade.check.programs.StubbornLoop;
import dev.brigade.check.report.Anomaly;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that never come to a point. This class is not explored, so its loops are as those of a library. */
class SpinTest {
    /** Ends the threads that were left, so that they leave the processor to other tests. */
    private volatile boolean ended;

    private volatile boolean done;

    @AfterEach
    void end() {
        ended = true;
    }

    private void waitsUntilDone() {
        while (!done && !ended) {
            Thread.onSpinWait();
        }
    }

    private static void leftControl(Explored explored) {
        assertThat(explored.finding().map(finding -> finding.anomaly()))
                .as(explored.report())
                .contains(Anomaly.LEFT_CONTROL);
    }

    @Test
    void a_loop_in_a_library_that_waits_for_another_thread_ends_the_exploration() {
        Explored explored = Explore.threads(this::waitsUntilDone, () -> done = true)
                .given(() -> done = false)
                .explore();

        leftControl(explored);
        assertThat(explored.report())
                .contains("thread 0 runs on and on")
                .contains("SpinTest.waitsUntilDone(SpinTest.java:");
    }

    @Test
    void a_loop_that_catches_what_should_end_it_ends_the_exploration_and_the_next_is_as_any() {
        leftControl(Explore.fresh(AtomicInteger::new)
                .threads(count -> StubbornLoop.run(count, () -> ended), AtomicInteger::incrementAndGet)
                .explore());

        assertThat(Explore.fresh(Counter::new)
                        .threads(2, Counter::addLocked)
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void after_a_thread_was_left_to_itself_time_goes_on() {
        leftControl(Explore.threads(this::waitsUntilDone, () -> done = true)
                .given(() -> done = false)
                .explore());

        long before = Clocked.nanos();
        Instant deadline = Instant.now().plusSeconds(20);
        while (Clocked.nanos() == before) {
            assertThat(Instant.now()).as("the clock stands still").isBefore(deadline);
        }
    }

    @Test
    void what_the_exploration_throws_comes_to_who_wanted_it() {
        assertThatThrownBy(() -> Explore.threads(() -> {})
                        .given(() -> {
                            throw new IllegalStateException("no table");
                        })
                        .explore())
                .hasMessageContaining("no table");
    }
}
