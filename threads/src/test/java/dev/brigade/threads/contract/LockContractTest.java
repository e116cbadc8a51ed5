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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link Lock}. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("LockNotBeforeTry") // these tests are about lock() and unlock() themselves
class LockContractTest {
    private final Subject subject;
    private final Lock lock;
    private final Activities activities = new Activities();

    LockContractTest(LockKind kind) {
        this.subject = kind.make();
        this.lock = subject.lock();
    }

    @AfterEach
    void end() {
        activities.close();
    }

    /** The ways to wait for the lock as long as need be. */
    private List<Body> ways() {
        return List.of(
                lock::lock,
                lock::lockInterruptibly,
                () -> assertThat(lock.tryLock(1, HOURS)).isTrue());
    }

    /** The ways that an interrupt ends. */
    private List<Body> interruptible() {
        return ways().subList(1, 3);
    }

    private Running waiter(Body way) {
        return activities
                .start("waiter", () -> {
                    way.run();
                    assertThat(subject.held().getAsBoolean()).isTrue();
                    lock.unlock();
                })
                .is(State.WAITS_FOR_LOCK);
    }

    private void isFree() throws Exception {
        activities
                .start("last", () -> {
                    assertThat(subject.blocker().tryLock()).isTrue();
                    subject.blocker().unlock();
                })
                .join();
        assertThat(subject.waiters()).isEmpty();
    }

    @Test
    void is_held_from_each_way_of_locking_until_unlock() throws Exception {
        List<Body> all = new ArrayList<>(ways());
        all.add(() -> assertThat(lock.tryLock()).isTrue());
        for (Body way : all) {
            way.run();
            assertThat(subject.held().getAsBoolean()).isTrue();
            assertThat(subject.holds().getAsInt()).isOne();
            lock.unlock();
            assertThat(subject.held().getAsBoolean()).isFalse();
            assertThat(subject.holds().getAsInt()).isZero();
        }
        isFree();
    }

    @Test
    void is_waited_for_in_each_way_while_another_keeps_it() throws Exception {
        for (Body way : ways()) {
            subject.blocker().lock();
            Running waiter = waiter(way);
            subject.untilWaiting(1);
            assertThat(waiter.end()).isNotDone();
            subject.blocker().unlock();
            waiter.join();
        }
        isFree();
    }

    @Test
    void is_held_as_often_as_it_was_locked() throws Exception {
        lock.lock();
        lock.lockInterruptibly();
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.tryLock(1, HOURS)).isTrue();
        assertThat(lock.tryLock(0, HOURS)).isTrue();
        for (int left = 5; left > 0; left--) {
            assertThat(subject.holds().getAsInt()).isEqualTo(left);
            activities
                    .start(
                            "other",
                            () -> assertThat(subject.blocker().tryLock()).isFalse())
                    .join();
            lock.unlock();
        }
        assertThat(subject.held().getAsBoolean()).isFalse();
        isFree();
    }

    @Test
    void is_had_again_at_once_by_who_holds_it_although_others_wait() throws Exception {
        lock.lock();
        Running waiter = activities.start("waiter", () -> {
            subject.blocker().lock();
            subject.blocker().unlock();
        });
        waiter.is(State.WAITS_FOR_LOCK);
        subject.untilWaiting(1);
        lock.lock();
        lock.unlock();
        lock.unlock();
        waiter.join();
    }

    @Test
    void is_not_taken_by_a_try_while_another_keeps_it() throws Exception {
        subject.blocker().lock();
        activities
                .start("other", () -> {
                    assertThat(lock.tryLock()).isFalse();
                    assertThat(lock.tryLock(0, MILLISECONDS)).isFalse();
                    assertThat(lock.tryLock(Long.MIN_VALUE, NANOSECONDS)).isFalse();
                    long began = System.nanoTime();
                    assertThat(lock.tryLock(3, MILLISECONDS)).isFalse();
                    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(3));
                    assertThat(subject.held().getAsBoolean()).isFalse();
                })
                .join();
        subject.blocker().unlock();
        isFree();
    }

    @Test
    void a_try_for_the_longest_time_waits_until_the_lock_is_free() throws Exception {
        subject.blocker().lock();
        Running waiter = waiter(
                () -> assertThat(lock.tryLock(Long.MAX_VALUE, NANOSECONDS)).isTrue());
        subject.untilWaiting(1);
        subject.blocker().unlock();
        waiter.join();
    }

    @Test
    void an_interrupt_before_ends_the_attempt_even_if_the_lock_is_free() throws Exception {
        for (Body way : interruptible()) {
            activities
                    .start("interrupted", () -> {
                        Thread.currentThread().interrupt();
                        assertThatThrownBy(way::run).isInstanceOf(InterruptedException.class);
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                        assertThat(subject.held().getAsBoolean()).isFalse();
                    })
                    .join();
        }
        isFree();
    }

    @Test
    void an_interrupt_before_ends_the_attempt_of_who_holds_it_already() throws Exception {
        lock.lock();
        for (Body way : interruptible()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(way::run).isInstanceOf(InterruptedException.class);
            assertThat(subject.holds().getAsInt()).isOne();
        }
        lock.unlock();
    }

    @Test
    void an_interrupt_during_the_wait_ends_it() throws Exception {
        for (Body way : interruptible()) {
            subject.blocker().lock();
            Running waiter = activities.start("waiter", () -> {
                assertThatThrownBy(way::run).isInstanceOf(InterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                assertThat(subject.held().getAsBoolean()).isFalse();
            });
            subject.untilWaiting(1);
            waiter.interrupt();
            waiter.join();
            assertThat(subject.waiters()).isEmpty();
            subject.blocker().unlock();
        }
        isFree();
    }

    @Test
    void an_interrupt_is_kept_by_the_ways_that_it_does_not_end() throws Exception {
        activities
                .start("interrupted", () -> {
                    Thread.currentThread().interrupt();
                    lock.lock();
                    assertThat(lock.tryLock()).isTrue();
                    assertThat(Thread.interrupted()).isTrue();
                    lock.unlock();
                    lock.unlock();
                })
                .join();
        subject.blocker().lock();
        Running waiter = activities.start("waiter", () -> {
            lock.lock();
            assertThat(Thread.interrupted()).isTrue();
            lock.unlock();
        });
        subject.untilWaiting(1);
        waiter.interrupt();
        waiter.interrupt();
        assertThat(waiter.end()).isNotDone();
        subject.blocker().unlock();
        waiter.join();
        isFree();
    }

    @Test
    void can_not_be_unlocked_by_a_thread_that_does_not_hold_it() throws Exception {
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();
        assertThat(activities.start("other", lock::unlock).failure())
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("other #1");
        assertThat(subject.holds().getAsInt()).isOne();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        isFree();
    }
}
