package dev.brigade.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.brigade.check.programs.Clocked;
import dev.brigade.check.programs.Counter;
import dev.brigade.check.programs.StubbornLoop;
import dev.brigade.check.report.Anomaly;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
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
        Called.ended = true;
    }

    /** A function of the database: while it runs, the connection that it was called through can't be closed. */
    public static final class Called {
        static volatile boolean ended;

        private Called() {}

        public static int spin() {
            while (!ended) {
                Thread.onSpinWait();
            }
            return 1;
        }
    }

    private static void spins(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select spin()");
        }
    }

    @Test
    void a_thread_that_was_left_while_it_uses_a_connection_does_not_keep_the_exploration_from_ending() {
        Called.ended = false;

        Explored explored = assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> Explore.database(DatabaseProduct.H2)
                        .given(db -> db.execute("create alias spin for '" + Called.class.getName() + ".spin'"))
                        .threads(SpinTest::spins)
                        .explore());

        leftControl(explored);
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
