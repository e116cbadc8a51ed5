package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.State;
import java.time.Duration;
import java.util.List;
import orders.Waiting;
import orders.WaitingForDish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conditions that are used in ways that lose signals are told with the line. */
class ConditionWatchTest {
    private final Scene scene = new Scene();
    private final Waiting oven = new Waiting();

    @AfterEach
    void close() {
        scene.close();
    }

    private List<String> told() {
        return scene.guard.reports().stream().map(Report::text).toList();
    }

    @Test
    void waits_in_loops_and_a_signal_for_one_sort_of_them_are_well() throws Exception {
        Running first = scene.start("first", oven::untilHot).is(State.IN_WAIT_SET);
        Running second = scene.start("second", oven::untilHot).is(State.IN_WAIT_SET);
        scene.start("cook", oven::heat).join();
        first.join();
        scene.start("cook", oven::heat).join();
        second.join();
        scene.start("cook", oven::heat).join();
        scene.start("late", oven::untilHot).join();
        assertThat(told()).isEmpty();
    }

    @Test
    void an_await_that_is_in_no_loop_is_told_once() throws Exception {
        for (int i = 0; i < 2; i++) {
            Running waiter = scene.start("waiter", oven::untilSignalled).is(State.IN_WAIT_SET);
            scene.start("cook", oven::signal).join();
            waiter.join();
        }
        assertThat(told())
                .singleElement()
                .asString()
                .contains("waiter #1 waits at condition \"changed\" at orders.Waiting.untilSignalled(Waiting.java:")
                .contains("in no loop");
    }

    @Test
    void an_await_at_the_condition_of_a_key_is_told_with_the_line_of_the_application() throws Exception {
        WaitingForDish dish = new WaitingForDish(42);
        Running waiter = scene.start("waiter", dish::untilSignalled).is(State.IN_WAIT_SET);
        scene.start("cook", dish::signal).join();
        waiter.join();
        assertThat(told())
                .singleElement()
                .asString()
                .contains("at orders.WaitingForDish.untilSignalled(WaitingForDish.java:")
                .contains("in no loop");
    }

    @Test
    void a_signal_that_nobody_heard_and_the_next_to_wait_misses_is_told() throws Exception {
        scene.start("cook", oven::signal).join();
        Running waiter = scene.start("waiter", oven::untilSignalled).is(State.IN_WAIT_SET);
        scene.start("cook", oven::signal).join();
        waiter.join();
        assertThat(told())
                .hasSize(2)
                .last()
                .asString()
                .contains("waiter #2 waits at condition \"changed\" at orders.Waiting.untilSignalled")
                .contains("for a signal that has been: cook #1 at orders.Waiting.signal(Waiting.java:");
    }

    @Test
    void one_signal_where_different_things_are_waited_for_is_told() throws Exception {
        scene.start("first", oven::untilHot).is(State.IN_WAIT_SET);
        scene.start("second", oven::untilEmpty).is(State.IN_WAIT_SET);
        scene.start("cook", oven::signal).join();
        assertThat(told())
                .singleElement()
                .asString()
                .contains("cook #3 signals one of those who wait at condition \"changed\"")
                .contains("orders.Waiting.untilEmpty(Waiting.java:")
                .contains("orders.Waiting.untilHot(Waiting.java:");
        scene.start("cook", oven::end).join();
        scene.activities.joinAll();
    }

    @Test
    void what_is_wrong_with_the_conditions_of_all_keys_is_told_once() throws Exception {
        for (long key = 1; key <= 2; key++) {
            WaitingForDish dish = new WaitingForDish(key);
            scene.start("first", dish::untilSignalled).is(State.IN_WAIT_SET);
            scene.start("second", dish::untilSignalledElsewhere).is(State.IN_WAIT_SET);
            scene.start("cook", dish::signal).join();
            scene.start("cook", dish::signal).join();
            scene.activities.joinAll();
        }
        assertThat(told()).filteredOn(text -> text.contains("signals one of")).hasSize(1);
    }

    @Test
    void nothing_is_looked_at_where_lines_are_not_wanted() throws Exception {
        try (Scene other = new Scene(new GuardSettings(Duration.ofMillis(50), Duration.ZERO, false))) {
            Running waiter = other.start("waiter", oven::untilSignalled).is(State.IN_WAIT_SET);
            other.start("cook", oven::signal).join();
            waiter.join();
            assertThat(other.guard.reports()).isEmpty();
        }
    }
}
