package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.FreshExploration;
import dev.brigade.check.report.Anomaly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More than four threads: those that run the same code are interchangeable, so what no serial order gives is still known. */
class ManyThreadsTest {

    /** Seats of a hall. */
    private static final class Hall {
        private int free = 50;
        private final List<Integer> sold = new ArrayList<>();

        void sellCarelessly() {
            int seat = free;
            free = seat - 1;
        }

        synchronized void sell() {
            free--;
        }

        synchronized void close() {
            free = 0;
        }

        synchronized int look() {
            return free;
        }

        synchronized void sellAs(int customer) {
            free--;
            sold.add(customer);
        }
    }

    private static FreshExploration<Hall> hall() {
        return Explore.fresh(Hall::new).budget(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 40})
    void an_update_is_lost_among_many(int threads) {
        Explored explored = hall().threads(threads, Hall::sellCarelessly).explore();

        assertThat(explored.finding().orElseThrow().anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 40})
    void nothing_is_found_where_many_take_turns(int threads) {
        assertThat(hall().threads(threads, Hall::sell).explore().finding()).isEmpty();
    }

    @Test
    void a_few_of_another_kind_may_come_at_any_place() {
        assertThat(hall().threads(5, Hall::sell)
                        .threads(1, Hall::close)
                        .threads(1, Hall::look)
                        .explore()
                        .finding())
                .isEmpty();
    }

    @Test
    void what_was_not_compared_is_not_said_to_be_a_serial_outcome() {
        FreshExploration<Hall> exploration = hall().threads(
                        6, hall -> hall.sellAs(Thread.currentThread().getName().hashCode()));

        assertThat(exploration.explore().report())
                .contains("not compared")
                .doesNotContain("one of the")
                .doesNotContain("serial orders have");
    }

    @Test
    void threads_that_leave_behind_who_they_are_are_not_taken_for_each_other() {
        FreshExploration<Hall> exploration = hall().threads(
                        6, hall -> hall.sellAs(Thread.currentThread().getName().hashCode()));

        assertThat(exploration.explore().finding()).isEmpty();
    }
}
