package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("LockNotBeforeTry") // these tests are about lock() and unlock() themselves
class NamedLockTest {
    private final NamedLock oven = new NamedLock("oven");
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void saysWhatItIsAndWhoHoldsIt() {
        assertThat(oven.kind()).isEqualTo(MeetingPoint.Kind.LOCK);
        assertThat(oven.name()).isEqualTo("oven");
        assertThat(oven).hasToString("lock \"oven\" held by nobody");
        oven.lock();
        assertThat(oven.owner()).contains(Activity.current());
        assertThat(oven.isHeldByCurrentThread()).isTrue();
        oven.unlock();
        assertThat(oven.owner()).isEmpty();
        assertThat(oven.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void mayBeLockedAgainByItsHolderAndIsFreeAfterAsManyUnlocks() throws Exception {
        oven.lock();
        oven.lockInterruptibly();
        assertThat(oven.tryLock()).isTrue();
        assertThat(oven.tryLock(1, HOURS)).isTrue();
        assertThat(oven.holdCount()).isEqualTo(4);
        for (int i = 0; i < 3; i++) {
            oven.unlock();
            assertThat(oven.owner()).contains(Activity.current());
        }
        oven.unlock();
        assertThat(oven.owner()).isEmpty();
        assertThat(oven.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void isHeldUntilTheEndOfATry() {
        try (var _ = oven.hold()) {
            assertThat(oven.isHeldByCurrentThread()).isTrue();
        }
        assertThat(oven.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void isReleasedOnceWhenAHoldIsClosedTwice() {
        oven.lock();
        Held held = oven.hold();
        held.close();
        held.close();
        assertThat(oven.holdCount()).isEqualTo(1);
        oven.unlock();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void showsWhoWaitsAndForWhom(boolean fair) throws Exception {
        NamedLock lock = new NamedLock("oven", fair);
        lock.lock();
        Running first = activities.start("first", () -> lock.hold().close()).is(State.WAITS_FOR_LOCK);
        Activities.until(() -> lock.waiters().size() == 1, "one waits");
        Running second = activities.start("second", () -> lock.hold().close()).is(State.WAITS_FOR_LOCK);
        Activities.until(() -> lock.waiters().size() == 2, "two wait");

        assertThat(lock.waiters()).containsExactly(first.activity(), second.activity());
        assertThat(first.activity().status().at()).contains(lock);
        lock.unlock();
        activities.joinAll();
        assertThat(lock.waiters()).isEmpty();
        assertThat(lock.owner()).isEmpty();
        assertThat(first.activity().events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.WaitBegan.class,
                        Event.WaitEnded.class,
                        Event.Acquired.class,
                        Event.Released.class,
                        Event.ActivityEnded.class);
        assertThat(first.activity().events().get(1)).isInstanceOfSatisfying(Event.WaitBegan.class, wait -> {
            assertThat(wait.state()).isEqualTo(State.WAITS_FOR_LOCK);
            assertThat(wait.holder()).contains(Activity.current());
        });
    }

    @Test
    void isTakenInTheOrderOfArrivalIfFair() throws Exception {
        NamedLock fair = new NamedLock("oven", true);
        List<Integer> order = new ArrayList<>();
        fair.lock();
        for (int i = 0; i < 20; i++) {
            int number = i;
            activities.start("GET /", () -> {
                try (var _ = fair.hold()) {
                    order.add(number);
                }
            });
            Activities.until(() -> fair.waiters().size() == number + 1, "each has queued before the next");
        }
        fair.unlock();
        activities.joinAll();

        assertThat(order).isSorted().hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptDoesNotLoseThePlaceInTheQueue(boolean permits) throws Exception {
        NamedLock fair = new NamedLock("oven", true);
        NamedSemaphore burner = new NamedSemaphore("burner", 1, true);
        List<Integer> order = new ArrayList<>();
        fair.lock();
        burner.acquire();
        List<Running> running = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            running.add(activities.start("number " + i, () -> {
                if (permits) {
                    burner.acquireUninterruptibly(1);
                    order.add(number);
                    burner.release();
                } else {
                    fair.lock();
                    order.add(number);
                    fair.unlock();
                }
            }));
            Activities.until(
                    () -> (permits ? burner.waiters() : fair.waiters()).size() == number + 1, "each queues in turn");
        }
        Running first = running.getFirst();
        first.interrupt();
        Activities.until(
                () -> (permits ? burner.waiters() : fair.waiters()).getLast().equals(first.activity()),
                "it queues again, inside as the last");
        fair.unlock();
        burner.release();
        activities.joinAll();
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void isNotTakenBeforeThoseThatQueueIfFair() throws Exception {
        NamedLock fair = new NamedLock("oven", true);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 300; i++) { // the other may be fast by luck, but not each time
            fair.lock();
            Running other = activities.start("other", () -> {
                try (var _ = fair.hold()) {
                    order.add("other");
                }
            });
            Activities.until(() -> fair.waiters().size() == 1, "the other queues");
            fair.unlock();
            try (var _ = fair.hold()) { // at once, and yet after the other
                order.add("this");
            }
            other.join();
            assertThat(order).containsExactly("other", "this");
            order.clear();
        }
    }

    @Test
    void isNotTakenWhenAnotherHoldsIt() throws Exception {
        oven.lock();
        Running other = activities.start("other", () -> {
            assertThat(oven.tryLock()).isFalse();
            assertThat(oven.tryLock(0, MILLISECONDS)).isFalse();
            assertThat(oven.tryLock(-1, MILLISECONDS)).isFalse();
            assertThat(oven.tryLock(2, MILLISECONDS)).isFalse();
            assertThat(Activity.current().status().state()).isEqualTo(State.RUNNING);
        });
        other.join();
        assertThat(other.activity().events()).noneMatch(Event.Acquired.class::isInstance);
        assertThat(oven.waiters()).isEmpty();
        oven.unlock();
    }

    @Test
    void isTakenByATimedTryWhenItBecomesFree() throws Exception {
        oven.lock();
        Running other = activities.start("other", () -> {
            assertThat(oven.tryLock(1, HOURS)).isTrue();
            assertThat(oven.owner()).contains(Activity.current());
            oven.unlock();
        });
        other.is(State.WAITS_FOR_LOCK);
        oven.unlock();
        other.join();
    }

    @Test
    void isGivenUpOnAnInterruptWhereThatIsAsked() throws Exception {
        oven.lock();
        Running first = activities.start("first", oven::lockInterruptibly).is(State.WAITS_FOR_LOCK);
        Running second =
                activities.start("second", () -> oven.tryLock(1, HOURS)).is(State.WAITS_FOR_LOCK);
        first.interrupt();
        second.interrupt();

        assertThat(first.failure()).isInstanceOf(InterruptedException.class);
        assertThat(second.failure()).isInstanceOf(InterruptedException.class);
        assertThat(oven.waiters()).isEmpty();
        assertThat(first.activity().events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.WaitBegan.class,
                        Event.WaitEnded.class,
                        Event.ActivityEnded.class);
        oven.unlock();
    }

    @Test
    void isNotTakenByAnInterruptedThreadWhereThatIsAsked() throws Exception {
        activities
                .start("first", () -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(oven::lockInterruptibly).isInstanceOf(InterruptedException.class);
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> oven.tryLock(1, HOURS)).isInstanceOf(InterruptedException.class);
                    assertThat(oven.isHeldByCurrentThread()).isFalse();
                })
                .join();
    }

    @Test
    void isWaitedForInSpiteOfAnInterruptWhichStaysPending() throws Exception {
        oven.lock();
        Running other = activities.start("other", () -> {
            try (var _ = oven.hold()) {
                assertThat(Thread.interrupted()).isTrue();
            }
        });
        other.is(State.WAITS_FOR_LOCK).interrupt();
        Activities.until(() -> oven.waiters().contains(other.activity()), "still waits");
        oven.unlock();
        other.join();
    }

    @Test
    void namesLockOwnerAndCallerWhenAnotherWantsToUnlock() throws Exception {
        String holder = Activity.current().name();
        oven.lock();
        Running other = activities.start("POST /orders", oven::unlock);

        assertThat(other.failure())
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("Lock \"oven\" is held by " + holder)
                .hasMessageContaining("POST /orders #1")
                .hasMessageContaining("lock.hold()");
        oven.unlock();
        assertThatThrownBy(oven::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("Lock \"oven\" is held by nobody");
    }

    @Test
    void timesAReleaseOnlyIfSomeoneWaits() throws Exception {
        Running holder = activities.start("holder", () -> {
            oven.hold().close();
            try (var _ = oven.hold()) {
                activities.start("other", () -> oven.hold().close());
                Activities.until(() -> !oven.waiters().isEmpty(), "other waits");
            }
        });
        holder.join();

        assertThat(holder.activity().events().stream()
                        .filter(Event.Released.class::isInstance)
                        .map(event -> event.nanos().isPresent()))
                .containsExactly(false, true);
        activities.joinAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isHeldByOneAtATime(boolean fair) throws Exception {
        NamedLock lock = new NamedLock("oven", fair);
        int[] count = {0};
        for (int i = 0; i < 100; i++) {
            activities.start("GET /", () -> {
                for (int j = 0; j < 200; j++) {
                    try (var _ = lock.hold()) {
                        int read = count[0];
                        assertThat(lock.owner()).contains(Activity.current());
                        if (j % 20 == 0) {
                            LockSupport.parkNanos(1);
                        }
                        count[0] = read + 1;
                    }
                }
            });
        }
        activities.joinAll();

        assertThat(count[0]).isEqualTo(20_000);
        assertThat(lock.knownThreads()).isZero();
        assertThat(lock.owner()).isEmpty();
        assertThat(lock.waiters()).isEmpty();
    }

    @Test
    void needsAName() {
        assertThatThrownBy(() -> new NamedLock(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A lock needs a name");
        assertThatThrownBy(() -> oven.condition(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A condition needs a name");
    }
}
