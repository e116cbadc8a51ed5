package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is special about locks of keys; what all locks have in common is in the package {@code contract}. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // these tests are about single steps
class KeyedLocksTest {
    private final KeyedLocks<Long> dishes = new KeyedLocks<>("dish", Long.class);
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void equal_keys_are_the_same_lock_and_others_another() throws Exception {
        KeyedLock soup = dishes.of(1L);
        try (var _ = soup.hold()) {
            activities
                    .start("other", () -> {
                        assertThat(dishes.of(1L).tryLock()).isFalse();
                        try (var _ = dishes.of(2L).hold()) {
                            assertThat(dishes.inUse()).isEqualTo(2);
                        }
                    })
                    .join();
            assertThat(dishes.of(1L).isHeldByCurrentThread()).isTrue();
            assertThat(dishes.of(1L)).isEqualTo(soup).hasSameHashCodeAs(soup).isNotEqualTo(dishes.of(2L));
        }
    }

    @Test
    void has_a_name_for_people_and_says_who_holds_and_who_waits() throws Exception {
        KeyedLock soup = dishes.of(42L);
        assertThat(soup).hasToString("lock \"dish[42]\" held by nobody");
        Running waiter;
        try (var _ = soup.hold()) {
            waiter = activities.start("waiter", () -> dishes.of(42L).hold().close());
            Activities.until(() -> soup.waiters().contains(waiter.activity()), "it waits");
            assertThat(soup.owner()).contains(Activity.current());
            assertThat(waiter.activity().status().at().orElseThrow().name()).isEqualTo("dish[42]");
            assertThat(dishes).hasToString("locks \"dish\", 1 in use");
        }
        waiter.join();
        assertThat(soup.owner()).isEmpty();
        assertThat(soup.waiters()).isEmpty();
    }

    @Test
    void all_of_a_family_are_one_in_the_order_of_acquisition() throws Exception {
        Running cook = activities.start("cook", () -> dishes.of(42L).hold().close());
        cook.join();
        assertThat(cook.activity().events().stream()
                        .filter(Event.Acquired.class::isInstance)
                        .map(event -> ((Event.Acquired) event).at().family()))
                .containsExactly(new Family(MeetingPoint.Kind.LOCK, "dish"));
    }

    @Test
    void nothing_is_left_of_a_lock_when_nobody_needs_it() throws Exception {
        KeyedLock soup = dishes.of(1L);
        soup.lock();
        soup.lock();
        Running waiter = activities.start("waiter", soup::lockInterruptibly);
        Activities.until(() -> !soup.waiters().isEmpty(), "it waits");
        waiter.interrupt();
        assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
        activities
                .start("other", () -> {
                    assertThat(soup.tryLock()).isFalse();
                    assertThat(soup.tryLock(1, MILLISECONDS)).isFalse();
                    assertThatThrownBy(soup::unlock).isInstanceOf(IllegalMonitorStateException.class);
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> soup.tryLock(1, HOURS)).isInstanceOf(InterruptedException.class);
                })
                .join();
        soup.unlock();
        assertThat(dishes.inUse()).isOne();
        soup.unlock();
        assertThat(dishes.inUse()).isZero();
        soup.hold().close();
        assertThat(dishes.inUse()).isZero();
    }

    @Test
    void is_in_use_while_somebody_waits_at_its_condition() throws Exception {
        Running waiter = activities.start("waiter", () -> {
            try (var _ = dishes.of(1L).hold()) {
                dishes.of(1L).condition("cooked").await();
            }
        });
        waiter.is(State.IN_WAIT_SET);
        assertThat(dishes.inUse()).isOne();
        KeyedCondition cooked = dishes.of(1L).condition("cooked");
        assertThat(cooked.waiters()).containsExactly(waiter.activity());
        try (var _ = dishes.of(1L).hold()) {
            dishes.of(1L).condition("eaten").signal();
            assertThat(cooked.waiters()).hasSize(1);
            cooked.signal();
        }
        waiter.join();
        assertThat(cooked.waiters()).isEmpty();
        assertThat(dishes.inUse()).isZero();
    }

    @Test
    void what_is_left_held_is_given_back_and_forgotten_at_the_end_of_the_activity() throws Exception {
        activities
                .start("forgetful", () -> {
                    dishes.of(1L).lock();
                    dishes.of(1L).lock();
                    dishes.of(2L).lock();
                })
                .join();
        assertThat(dishes.inUse()).isZero();
        assertThat(dishes.of(1L).tryLock()).isTrue();
        dishes.of(1L).unlock();
    }

    @Test
    void keys_are_of_the_type_that_was_said_or_of_that_of_the_first() {
        KeyedLocks<Object> any = KeyedLocks.ofAnyKeys("dish");
        assertThat(any.keyType()).isEmpty();
        any.of(42L);
        assertThat(any.keyType()).contains(Long.class);
        assertThatThrownBy(() -> any.of(42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Locks \"dish\" have keys of type Long; 42 is Integer, whose lock would be another one. Use one"
                                + " type everywhere, or declare the common one before: app.locks(\"dish\", Common.class),"
                                + " or new KeyedLocks<>(\"dish\", Common.class)");
        KeyedLocks<Number> numbers = new KeyedLocks<>("dish", Number.class);
        assertThat(numbers.of(42).name()).isEqualTo(numbers.of(42L).name());
        assertThatThrownBy(() -> new KeyedLocks<>(" ", Long.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void constants_with_bodies_of_their_own_are_keys_of_one_type() {
        KeyedLocks<Object> any = KeyedLocks.ofAnyKeys("unit");
        assertThat(any.of(Shape.ROUND).name()).isEqualTo("unit[ROUND]");
        assertThat(Shape.ROUND.corners()).isNotEqualTo(Shape.SQUARE.corners());
        assertThat(any.of(Shape.SQUARE).name()).isEqualTo("unit[SQUARE]");
    }

    private enum Shape {
        ROUND,
        SQUARE {
            @Override
            int corners() {
                return 4;
            }
        };

        int corners() {
            return 0;
        }
    }

    @Test
    void a_million_keys_leave_nothing() {
        for (long key = 0; key < 1_000_000; key++) {
            Lock lock = dishes.of(key);
            lock.lock();
            lock.unlock();
        }
        assertThat(dishes.inUse()).isZero();
    }

    @Test
    void one_holds_a_key_at_a_time_while_others_try_give_up_and_are_interrupted() throws Exception {
        int keys = 3;
        int[] inside = new int[keys];
        int[] count = new int[keys];
        int[] tries = new int[keys];
        for (int i = 0; i < 60; i++) {
            int number = i;
            Running cook = activities.start("cook", () -> {
                for (int j = 0; j < 200; j++) {
                    int key = ThreadLocalRandom.current().nextInt(keys);
                    KeyedLock lock = dishes.of((long) key);
                    try {
                        if (number % 2 == 0) {
                            lock.lockInterruptibly();
                        } else if (!lock.tryLock(ThreadLocalRandom.current().nextInt(20), MILLISECONDS)) {
                            continue;
                        }
                    } catch (InterruptedException e) {
                        continue;
                    }
                    try {
                        assertThat(++inside[key]).isOne();
                        count[key]++;
                        LockSupport.parkNanos(1);
                        tries[key]++;
                        inside[key]--;
                    } finally {
                        lock.unlock();
                    }
                }
            });
            activities.start("nuisance", () -> {
                for (int j = 0; j < 20; j++) {
                    cook.interrupt();
                    Thread.sleep(1);
                }
            });
        }
        activities.joinAll();
        assertThat(count).isEqualTo(tries);
        assertThat(inside).containsOnly(0);
        assertThat(dishes.inUse()).isZero();
    }
}
