package dev.brigade.data.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who of those that wait at a cluster condition is woken. */
class ClusterWaitersTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final ClusterWaiters waiters = new ClusterWaiters();

    @Test
    void a_signal_for_one_wakes_who_waits_longest_and_has_not_been_woken() throws Exception {
        var first = waiters.enter("a");
        var second = waiters.enter("a");
        assertThat(waiters.wakeOne("a")).isTrue();
        waiters.sleep(first, FOR_EVER);
        assertThat(waiters.wakeOne("a")).isTrue();
        waiters.sleep(second, FOR_EVER);
        assertThat(waiters.wakeOne("a")).as("nobody is left").isFalse();
        assertThat(waiters.isAwaited("a")).isFalse();
    }

    @Test
    void what_comes_while_a_waiter_looks_is_not_missed() throws Exception {
        var waiter = waiters.enter("a");
        waiters.ready(waiter);
        waiters.wakeAll("a"); // it looks at the rows meanwhile, and finds nothing
        waiters.sleep(waiter, FOR_EVER);
        waiters.ready(waiter);
        waiters.sleep(waiter, 1); // nothing has come since: only the time ends it
        assertThat(waiters.isAwaited("a")).isTrue();
    }

    @Test
    void a_signal_for_one_that_goes_without_having_looked_again_is_passed_on() throws Exception {
        var first = waiters.enter("a");
        var second = waiters.enter("a");
        waiters.wakeOne("a");
        assertThat(waiters.leave(first)).as("left over").isFalse();
        waiters.sleep(second, FOR_EVER);
        assertThat(waiters.size()).isEqualTo(1);
    }

    @Test
    void a_signal_for_one_whose_look_failed_is_passed_on() throws Exception {
        var first = waiters.enter("a");
        var second = waiters.enter("a");
        waiters.wakeOne("a");
        waiters.ready(first);
        assertThat(waiters.leave(first)).as("left over").isFalse();
        waiters.sleep(second, FOR_EVER);
    }

    @Test
    void of_two_signals_during_one_look_that_failed_both_are_passed_on() throws Exception {
        var first = waiters.enter("a");
        waiters.wakeOne("a");
        waiters.ready(first);
        waiters.wakeOne("a");
        var second = waiters.enter("a");
        var third = waiters.enter("a");
        assertThat(waiters.leave(first)).as("left over").isFalse();
        waiters.sleep(second, FOR_EVER);
        waiters.sleep(third, FOR_EVER);
    }

    @Test
    void a_signal_for_one_that_goes_as_the_last_is_left_over() {
        var last = waiters.enter("a");
        waiters.wakeOne("a");
        assertThat(waiters.leave(last)).isTrue();
        var other = waiters.enter("a");
        assertThat(waiters.leave(other)).as("it was not woken").isFalse();
    }

    @Test
    void a_signal_for_one_that_has_looked_since_is_spent() {
        var first = waiters.enter("a");
        waiters.enter("a");
        waiters.wakeOne("a");
        waiters.ready(first);
        waiters.looked(first);
        assertThat(waiters.leave(first)).as("left over").isFalse();
        assertThat(waiters.isAwaited("a")).as("the second sleeps on").isTrue();
    }

    @Test
    void a_signal_at_one_condition_wakes_nobody_at_another() {
        waiters.enter("a");
        assertThat(waiters.wakeOne("b")).isFalse();
        assertThat(waiters.isAwaited("a")).isTrue();
        waiters.wakeEverybody();
        assertThat(waiters.isAwaited("a")).isFalse();
    }
}
