package dev.brigade.threads;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamedSemaphoreTest {
    private final NamedSemaphore burners = new NamedSemaphore("burners", 4);
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void showsWhoHoldsHowMany() throws Exception {
        Activity me = Activity.current();
        burners.acquire();
        burners.acquire(2);
        assertThat(burners.holders()).isEqualTo(Map.of(me, 3));
        assertThat(burners.availablePermits()).isEqualTo(1);
        assertThat(burners).hasToString("semaphore \"burners\" with 1 of 4 permits free");
        burners.release();
        assertThat(burners.holders()).isEqualTo(Map.of(me, 2));
        burners.release(2);
        assertThat(burners.holders()).isEmpty();
        assertThat(burners.availablePermits()).isEqualTo(4);
        assertThat(burners.kind()).isEqualTo(MeetingPoint.Kind.SEMAPHORE);
    }

    @Test
    void isHeldUntilTheEndOfATry() throws Exception {
        try (var _ = burners.hold(3)) {
            assertThat(burners.availablePermits()).isEqualTo(1);
        }
        try (var _ = burners.hold()) {
            assertThat(burners.availablePermits()).isEqualTo(3);
        }
        assertThat(burners.availablePermits()).isEqualTo(4);
    }

    @Test
    void showsWhoWaitsAndRecordsIt() throws Exception {
        burners.acquire(3);
        Running waiter = activities.start("waiter", () -> burners.hold(2).close());
        waiter.is(State.WAITS_FOR_PERMIT);
        Activities.until(() -> burners.waiters().contains(waiter.activity()), "it queues");
        assertThat(waiter.activity().status().at()).contains(burners);
        burners.release(3);
        waiter.join();

        assertThat(burners.waiters()).isEmpty();
        assertThat(waiter.activity().events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.WaitBegan.class,
                        Event.WaitEnded.class,
                        Event.Acquired.class,
                        Event.Released.class,
                        Event.ActivityEnded.class)
                .contains(new Event.Acquired(waiter.activity(), burners, 2, OptionalLong.empty()));
    }

    @Test
    void isTakenInTheOrderOfArrivalIfFair() throws Exception {
        NamedSemaphore fair = new NamedSemaphore("burners", 1, true);
        List<Integer> order = new ArrayList<>();
        fair.acquire();
        for (int i = 0; i < 10; i++) {
            int number = i;
            activities.start("waiter", () -> {
                try (var _ = fair.hold()) {
                    order.add(number);
                }
            });
            Activities.until(() -> fair.waiters().size() == number + 1, "each has queued before the next");
        }
        fair.release();
        activities.joinAll();

        assertThat(order).isSorted().hasSize(10);
    }

    @Test
    void isTriedWithoutAWaitAndForATime() throws Exception {
        assertThat(burners.tryAcquire(3)).isTrue();
        assertThat(burners.tryAcquire(2)).isFalse();
        assertThat(burners.tryAcquire(2, 1, MILLISECONDS)).isFalse();
        assertThat(burners.tryAcquire()).isTrue();
        Running waiter = activities.start("waiter", () -> {
            assertThat(burners.tryAcquire(4, 1, HOURS)).isTrue();
            burners.release(4);
        });
        waiter.is(State.WAITS_FOR_PERMIT);
        burners.release(4);
        waiter.join();
    }

    @Test
    void isGivenUpOnAnInterruptUnlessUninterruptible() throws Exception {
        burners.acquire(4);
        Running first = activities.start("first", burners::acquire).is(State.WAITS_FOR_PERMIT);
        Running second = activities
                .start("second", () -> burners.tryAcquire(1, 1, HOURS))
                .is(State.WAITS_FOR_PERMIT);
        Running third = activities.start("third", () -> {
            burners.acquireUninterruptibly(1);
            assertThat(Thread.interrupted()).isTrue();
            burners.release();
        });
        third.is(State.WAITS_FOR_PERMIT);
        List.of(first, second, third).forEach(Running::interrupt);
        assertThat(first.failure()).isInstanceOf(InterruptedException.class);
        assertThat(second.failure()).isInstanceOf(InterruptedException.class);
        Activities.until(() -> burners.waiters().equals(List.of(third.activity())), "the third waits on");
        burners.release(4);
        third.join();
        assertThat(burners.holders()).isEmpty();
    }

    @Test
    void takesBackOnlyWhatTheActivityHolds() throws Exception {
        burners.acquire(2);
        Running other = activities.start("other", burners::release);

        assertThat(other.failure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Semaphore \"burners\": other #1 wants to release 1 permits and holds 0")
                .hasMessageContaining("semaphore.hold()");
        assertThatThrownBy(() -> burners.release(3)).hasMessageContaining("holds 2");
        assertThatThrownBy(() -> burners.release(-1)).isInstanceOf(IllegalStateException.class);
        burners.release(2);
        assertThat(burners.availablePermits()).isEqualTo(4);
    }

    @Test
    void refusesWhatCouldNeverBeHad() {
        assertThatThrownBy(() -> burners.acquire(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 4 permits in all, and 5 are asked for");
        assertThatThrownBy(() -> burners.tryAcquire(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NamedSemaphore("burners", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Semaphore \"burners\" can't have 0 permits");
        assertThatThrownBy(() -> new NamedSemaphore("", 1)).hasMessageContaining("A semaphore needs a name");
    }

    @Test
    void isNeverHeldByMoreThanItsPermits() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            int count = i % 4 + 1;
            activities.start("GET /", () -> {
                for (int j = 0; j < 100; j++) {
                    try (var _ = burners.hold(count)) {
                        most.accumulateAndGet(inside.addAndGet(count), Math::max);
                        inside.addAndGet(-count);
                    }
                }
            });
        }
        activities.joinAll();

        assertThat(most.get()).isBetween(1, 4);
        assertThat(burners.availablePermits()).isEqualTo(4);
        assertThat(burners.holders()).isEmpty();
    }
}
