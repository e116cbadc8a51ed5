package dev.brigade.threads.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Body;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.State;
import dev.brigade.threads.contract.LockKind.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link Condition}. */
@ParameterizedClass
@EnumSource(
        names = {"READ", "READ_FAIR"},
        mode = EnumSource.Mode.EXCLUDE)
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "JavaUtilDate"}) // these tests are about single steps
class ConditionContractTest {
    private final Subject subject;
    private final Lock lock;
    private final Condition condition;
    private final Activities activities = new Activities();

    ConditionContractTest(LockKind kind) {
        this.subject = kind.make();
        this.lock = subject.lock();
        this.condition = lock.newCondition();
    }

    @AfterEach
    void end() {
        activities.close();
    }

    private static Date inAnHour() {
        return Date.from(Instant.now().plusSeconds(3600));
    }

    /** The ways to wait until a signal, which say that it was one. */
    private List<Body> ways() {
        return Stream.concat(interruptible().stream(), Stream.<Body>of(condition::awaitUninterruptibly))
                .collect(Collectors.toList());
    }

    private List<Body> interruptible() {
        return List.of(
                condition::await,
                () -> assertThat(condition.awaitNanos(HOURS.toNanos(1)))
                        .isPositive()
                        .isLessThanOrEqualTo(HOURS.toNanos(1)),
                () -> assertThat(condition.await(1, HOURS)).isTrue(),
                () -> assertThat(condition.awaitUntil(inAnHour())).isTrue());
    }

    private Running waiter(Body way) {
        return activities
                .start("waiter", () -> {
                    lock.lock();
                    try {
                        way.run();
                        assertThat(subject.held().getAsBoolean()).isTrue();
                    } finally {
                        lock.unlock();
                    }
                })
                .is(State.IN_WAIT_SET);
    }

    private void signal() {
        lock.lock();
        condition.signal();
        lock.unlock();
    }

    private void signalAll() {
        lock.lock();
        condition.signalAll();
        lock.unlock();
    }

    private void isLeftInOrder() {
        assertThat(subject.waiters()).isEmpty();
        assertThat(lock.tryLock()).isTrue();
        condition.signalAll();
        lock.unlock();
    }

    @Test
    void needs_the_lock_for_all_that_it_does() {
        List<Body> all = new ArrayList<>(ways());
        all.add(condition::signal);
        all.add(condition::signalAll);
        all.add(() -> condition.awaitNanos(0));
        for (Body use : all) {
            assertThatThrownBy(use::run).isInstanceOf(IllegalMonitorStateException.class);
        }
        isLeftInOrder();
    }

    @Test
    void needs_the_lock_even_if_another_holds_it() throws Exception {
        Running other = activities.start("other", () -> {
            assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
            assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
        });
        lock.lock();
        other.join();
        lock.unlock();
        isLeftInOrder();
    }

    @Test
    void a_signal_ends_each_way_of_waiting() throws Exception {
        for (Body way : ways()) {
            Running waiter = waiter(way);
            signal();
            waiter.join();
        }
        isLeftInOrder();
    }

    @Test
    void who_is_signalled_goes_on_only_when_it_has_the_lock_again() throws Exception {
        for (Body way : ways()) {
            Running waiter = waiter(way);
            lock.lock();
            condition.signal();
            waiter.is(State.REACQUIRES_LOCK);
            assertThat(waiter.end()).isNotDone();
            lock.unlock();
            waiter.join();
        }
    }

    @Test
    void a_wait_releases_all_holds_and_has_them_again() throws Exception {
        for (Body way : ways()) {
            Running waiter = waiter(() -> {
                lock.lock();
                lock.lock();
                way.run();
                assertThat(subject.holds().getAsInt()).isEqualTo(3);
                lock.unlock();
                lock.unlock();
            });
            signal();
            waiter.join();
        }
        isLeftInOrder();
    }

    @Test
    void a_signal_wakes_the_longest_waiting_and_no_other() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Running> waiters = new ArrayList<>();
        List<Body> ways = ways();
        for (int i = 0; i < 10; i++) {
            int number = i;
            waiters.add(waiter(() -> {
                ways.get(number % ways.size()).run();
                order.add(number);
            }));
        }
        for (int i = 0; i < 10; i++) {
            signal();
            waiters.get(i).join();
            assertThat(order).hasSize(i + 1).isSorted();
        }
        isLeftInOrder();
    }

    @Test
    void a_signal_to_all_wakes_all_in_their_order() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Body> ways = ways();
        for (int i = 0; i < 10; i++) {
            int number = i;
            waiter(() -> {
                ways.get(number % ways.size()).run();
                order.add(number);
            });
        }
        signalAll();
        activities.joinAll();
        assertThat(order).hasSize(10).isSorted();
        isLeftInOrder();
    }

    @Test
    void a_signal_is_not_kept_for_who_comes_later() throws Exception {
        signal();
        signalAll();
        Running waiter = waiter(condition::await);
        lock.lock();
        assertThat(waiter.end()).isNotDone();
        lock.unlock();
        waiter.is(State.IN_WAIT_SET);
        signal();
        waiter.join();
    }

    @Test
    void a_signal_wakes_nobody_of_another_condition() throws Exception {
        Condition other = lock.newCondition();
        Running waiter = waiter(condition::await);
        Running ofOther = waiter(other::await);
        lock.lock();
        other.signalAll();
        lock.unlock();
        ofOther.join();
        waiter.is(State.IN_WAIT_SET);
        signal();
        waiter.join();
    }

    @Test
    void an_interrupt_before_ends_the_wait_with_the_lock_held() throws Exception {
        for (Body way : interruptible()) {
            lock.lock();
            Thread.currentThread().interrupt();
            assertThatThrownBy(way::run).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(subject.holds().getAsInt()).isOne();
            lock.unlock();
        }
        isLeftInOrder();
    }

    @Test
    void an_interrupt_during_the_wait_ends_it_with_the_lock_held() throws Exception {
        for (Body way : interruptible()) {
            Running waiter = waiter(() -> {
                lock.lock();
                assertThatThrownBy(way::run).isInstanceOf(InterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                assertThat(subject.holds().getAsInt()).isEqualTo(2);
                lock.unlock();
            });
            waiter.interrupt();
            waiter.join();
        }
        isLeftInOrder();
    }

    @Test
    void an_interrupt_that_comes_after_the_signal_is_kept() throws Exception {
        for (Body way : ways()) {
            Running waiter = waiter(() -> {
                way.run();
                assertThat(Thread.interrupted()).isTrue();
            });
            lock.lock();
            condition.signal();
            waiter.interrupt();
            lock.unlock();
            waiter.join();
        }
        isLeftInOrder();
    }

    @Test
    void an_interrupt_is_kept_where_it_does_not_end_the_wait() throws Exception {
        Running waiter = waiter(() -> {
            condition.awaitUninterruptibly();
            assertThat(Thread.interrupted()).isTrue();
        });
        waiter.interrupt();
        waiter.interrupt();
        lock.lock();
        lock.unlock();
        waiter.is(State.IN_WAIT_SET);
        signal();
        waiter.join();
        activities
                .start("interrupted", () -> {
                    lock.lock();
                    Thread.currentThread().interrupt();
                    condition.awaitUninterruptibly();
                    assertThat(Thread.interrupted()).isTrue();
                    lock.unlock();
                })
                .is(State.IN_WAIT_SET);
        signal();
        activities.joinAll();
    }

    @Test
    void who_is_interrupted_or_gives_up_takes_no_signal_from_others() throws Exception {
        Running first = waiter(condition::await);
        activities
                .start("second", () -> {
                    lock.lock();
                    assertThat(condition.await(1, MILLISECONDS)).isFalse();
                    lock.unlock();
                })
                .join();
        Running third = waiter(condition::await);
        Running fourth = waiter(condition::await);
        third.interrupt();
        assertThat(third.failure()).isInstanceOf(InterruptedException.class);
        signal();
        first.join();
        fourth.is(State.IN_WAIT_SET);
        signal();
        fourth.join();
        isLeftInOrder();
    }

    @Test
    void the_end_of_the_time_is_told_and_comes_not_before_it() throws Exception {
        lock.lock();
        lock.lock();
        long began = System.nanoTime();
        assertThat(condition.awaitNanos(MILLISECONDS.toNanos(2))).isNotPositive();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(2));
        began = System.nanoTime();
        assertThat(condition.await(2, MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(2));
        Instant until = Instant.now().plusMillis(3);
        assertThat(condition.awaitUntil(Date.from(until))).isFalse();
        assertThat(Instant.now().toEpochMilli()).isGreaterThanOrEqualTo(until.toEpochMilli());
        assertThat(subject.holds().getAsInt()).isEqualTo(2);
        lock.unlock();
        lock.unlock();
        isLeftInOrder();
    }

    @Test
    void no_time_is_over_at_once() throws Exception {
        lock.lock();
        assertThat(condition.awaitNanos(0)).isNotPositive();
        assertThat(condition.awaitNanos(Long.MIN_VALUE)).isNotPositive();
        assertThat(condition.await(0, HOURS)).isFalse();
        assertThat(condition.await(Long.MIN_VALUE, NANOSECONDS)).isFalse();
        assertThat(condition.awaitUntil(new Date(0))).isFalse();
        assertThat(condition.awaitUntil(new Date(Long.MIN_VALUE))).isFalse();
        lock.unlock();
        isLeftInOrder();
    }

    @Test
    void the_longest_time_has_no_end() throws Exception {
        for (Body way : List.<Body>of(
                () -> assertThat(condition.awaitNanos(Long.MAX_VALUE)).isPositive(),
                () -> assertThat(condition.await(Long.MAX_VALUE, NANOSECONDS)).isTrue(),
                () -> assertThat(condition.awaitUntil(new Date(Long.MAX_VALUE))).isTrue())) {
            Running waiter = waiter(way);
            signal();
            waiter.join();
        }
        isLeftInOrder();
    }

    @Test
    void a_wait_for_what_is_no_time_leaves_the_lock_held_and_nobody_waiting() throws Exception {
        lock.lock();
        assertThatThrownBy(() -> condition.awaitUntil(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> condition.await(1, nothing())).isInstanceOf(NullPointerException.class);
        assertThat(subject.holds().getAsInt()).isOne();
        condition.signal();
        lock.unlock();
        isLeftInOrder();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
