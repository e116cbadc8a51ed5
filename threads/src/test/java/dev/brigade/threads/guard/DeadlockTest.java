package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.State;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlocks made on purpose, each of which is found, named and broken; and what only looks like one. */
class DeadlockTest {
    private final Scene scene = new Scene();
    private final NamedLock oven = new NamedLock("oven", true);
    private final NamedLock sink = new NamedLock("sink");
    private final NamedLock board = new NamedLock("board");

    @AfterEach
    void close() {
        scene.close();
    }

    private Running locks(String name, CountDownLatch met, NamedLock first, NamedLock second) {
        return scene.start(name, () -> {
            try (var _ = first.hold()) {
                Scene.meet(met).run();
                try (var _ = second.hold()) {
                    assertThat(second.isHeldByCurrentThread()).isTrue();
                }
            }
        });
    }

    @Test
    void two_locks_in_opposite_orders() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        Running baker = locks("baker", met, oven, sink);
        Running washer = locks("washer", met, sink, oven);
        scene.endsWithOneDeadlockOf(baker, washer);
        assertThat(scene.deadlocks().getFirst().text())
                .contains("Deadlock of 2")
                .contains("baker #1 has waited")
                .contains("for lock \"sink\", held by washer #2")
                .contains("for lock \"oven\", held by baker #1")
                .contains("runs again");
    }

    @Test
    void three_locks_in_a_circle() throws Exception {
        CountDownLatch met = new CountDownLatch(3);
        scene.endsWithOneDeadlockOf(
                locks("baker", met, oven, sink), locks("washer", met, sink, board), locks("cutter", met, board, oven));
    }

    @Test
    void the_youngest_gives_up_and_those_that_merely_wait_go_on_after_it() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        Running baker = locks("baker", met, oven, sink);
        Running washer = locks("washer", met, sink, oven);
        Running other = scene.start("guest", () -> {
            try (var _ = oven.hold()) {
                assertThat(oven.isHeldByCurrentThread()).isTrue();
            }
        });
        scene.endsWithOneDeadlockOf(baker, washer);
        assertThat(scene.deadlocks().getFirst().victim()).contains(washer.activity());
        assertThat(scene.deadlocks().getFirst().members()).doesNotContain(other.activity());
    }

    @Test
    void one_that_can_not_be_done_again_is_spared() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        Running baker = locks("baker", met, oven, sink);
        Running washer = scene.activities.start("washer", () -> {
            try (var _ = sink.hold()) {
                Scene.meet(met).run();
                oven.hold().close();
            }
        });
        scene.endsWithOneDeadlockOf(baker, washer);
        assertThat(scene.deadlocks().getFirst().victim()).contains(baker.activity());
    }

    @Test
    void where_none_can_be_done_again_one_gets_the_exception_all_the_same() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        Running baker = scene.activities.start("baker", () -> {
            try (var _ = oven.hold()) {
                Scene.meet(met).run();
                sink.hold().close();
            }
        });
        Running washer = scene.activities.start("washer", () -> {
            try (var _ = sink.hold()) {
                Scene.meet(met).run();
                oven.lockInterruptibly();
                oven.unlock();
            }
        });
        assertThat(washer.failure()).isInstanceOf(DeadlockException.class).hasMessageContaining("gets a Deadlock");
        baker.join();
    }

    @Test
    void an_interrupt_that_breaks_a_deadlock_reaches_nothing_else() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        Running baker = locks("baker", met, oven, sink);
        Running washer = scene.start("washer", () -> {
            try (var _ = sink.hold()) {
                Scene.meet(met).run();
                assertThatThrownBy(oven::lock).isInstanceOf(DeadlockException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        });
        scene.endsWithOneDeadlockOf(baker, washer);
    }

    @Test
    void permits_of_a_semaphore_that_all_hold_in_part() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 4, true);
        CountDownLatch met = new CountDownLatch(2);
        Running first = scene.start("first", () -> {
            try (var _ = burners.hold(2)) {
                Scene.meet(met).run();
                try (var _ = burners.hold(2)) {
                    assertThat(burners.availablePermits()).isZero();
                }
            }
        });
        Running second = scene.start("second", () -> {
            try (var _ = burners.hold(2)) {
                Scene.meet(met).run();
                try (var _ = burners.hold(1)) {
                    assertThat(burners.availablePermits()).isLessThan(2);
                }
            }
        });
        scene.endsWithOneDeadlockOf(first, second);
        assertThat(burners.availablePermits()).isEqualTo(4);
    }

    @Test
    void who_stands_behind_one_that_wants_more_than_is_free_waits_for_that() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 3, true);
        CountDownLatch met = new CountDownLatch(2);
        Running cook = scene.start("cook", () -> {
            try (var _ = burners.hold()) {
                Scene.meet(met).run();
                oven.hold().close();
            }
        });
        Running baker = scene.start("baker", () -> {
            try (var _ = oven.hold()) {
                Scene.meet(met).run();
                Activities.until(
                        () -> !burners.waiters().isEmpty() || scene.deadlocks().size() > 0, "the greedy queues");
                burners.hold().close();
            }
        });
        met.await();
        Running greedy = scene.start("greedy", () -> burners.hold(3).close());
        scene.endsWithOneDeadlockOf(cook, baker, greedy);
        assertThat(scene.deadlocks().getFirst().text())
                .contains("for permits of semaphore \"burners\", and stands in the queue behind greedy");
    }

    @Test
    void who_queues_behind_one_that_wants_more_waits_for_that_also_if_it_is_not_fair() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 3);
        CountDownLatch met = new CountDownLatch(3);
        CountDownLatch queued = new CountDownLatch(1);
        Running runner = scene.start("runner", () -> {
            try (var _ = burners.hold(2)) {
                Scene.meet(met).run();
                queued.await();
            }
        });
        Running cook = scene.start("cook", () -> {
            try (var _ = burners.hold()) {
                Scene.meet(met).run();
                oven.hold().close();
            }
        });
        Running greedy = scene.start("greedy", () -> burners.hold(3).close()).is(State.WAITS_FOR_PERMIT);
        Activities.until(() -> burners.waiters().equals(List.of(greedy.activity())), "the greedy queues");
        Running baker = scene.start("baker", () -> {
            try (var _ = oven.hold()) {
                Scene.meet(met).run();
                burners.hold().close();
            }
        });
        Activities.until(
                () -> burners.waiters().equals(List.of(greedy.activity(), baker.activity())), "the baker behind it");
        queued.countDown();
        runner.join();
        scene.endsWithOneDeadlockOf(cook, baker, greedy);
        assertThat(burners.availablePermits()).isEqualTo(3);
    }

    @Test
    void a_semaphore_against_a_lock() throws Exception {
        NamedSemaphore burner = new NamedSemaphore("burner", 1);
        CountDownLatch met = new CountDownLatch(2);
        Running cook = scene.start("cook", () -> {
            try (var _ = burner.hold()) {
                Scene.meet(met).run();
                try (var _ = oven.hold()) {
                    assertThat(oven.isHeldByCurrentThread()).isTrue();
                }
            }
        });
        Running baker = scene.start("baker", () -> {
            try (var _ = oven.hold()) {
                Scene.meet(met).run();
                try (var _ = burner.hold()) {
                    assertThat(burner.availablePermits()).isZero();
                }
            }
        });
        scene.endsWithOneDeadlockOf(cook, baker);
    }

    @Test
    void one_that_waits_for_itself() throws Exception {
        NamedSemaphore burner = new NamedSemaphore("burner", 1);
        Running cook = scene.start("cook", () -> {
            try (var _ = burner.hold()) {
                if (scene.deadlocks().isEmpty()) {
                    burner.acquire();
                }
            }
        });
        scene.endsWithOneDeadlockOf(cook);
        assertThat(scene.deadlocks().getFirst().text()).contains("held by itself");
    }

    @Test
    void a_lock_that_is_to_be_had_again_after_an_await() throws Exception {
        NamedCondition hot = oven.condition("hot");
        CountDownLatch met = new CountDownLatch(1);
        boolean[] isHot = {false};
        Running waiter = scene.start("waiter", () -> {
            try (var _ = sink.hold();
                    var _ = oven.hold()) {
                met.countDown();
                while (!isHot[0]) {
                    hot.await();
                }
            }
        });
        met.await();
        waiter.is(State.IN_WAIT_SET);
        Running signaller = scene.start("signaller", () -> {
            try (var _ = oven.hold()) {
                isHot[0] = true;
                hot.signal();
                try (var _ = sink.hold()) {
                    assertThat(sink.isHeldByCurrentThread()).isTrue();
                }
            }
        });
        scene.endsWithOneDeadlockOf(waiter, signaller);
        assertThat(scene.deadlocks().getFirst().victim()).contains(signaller.activity());
    }

    // what only looks like one

    @Test
    void a_slow_holder_is_none() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Running holder = scene.start("holder", () -> {
            try (var _ = oven.hold()) {
                done.await();
            }
        });
        holder.is(State.RUNNING);
        Running waiter = scene.start("waiter", () -> {
            try (var _ = oven.hold()) {
                assertThat(oven.isHeldByCurrentThread()).isTrue();
            }
        });
        waiter.is(State.WAITS_FOR_LOCK);
        scene.letTheGuardLook();
        done.countDown();
        scene.activities.joinAll();
        assertThat(scene.guard.reports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_wait_that_ends_by_itself_is_none(boolean lock) throws Exception {
        NamedSemaphore burner = new NamedSemaphore("burner", 1);
        CountDownLatch met = new CountDownLatch(2);
        Running baker = scene.start("baker", () -> {
            try (var _ = oven.hold();
                    var _ = burner.hold()) {
                Scene.meet(met).run();
                sink.hold().close();
            }
        });
        Running washer = scene.start("washer", () -> {
            try (var _ = sink.hold()) {
                Scene.meet(met).run();
                baker.is(State.WAITS_FOR_LOCK);
                boolean got = lock
                        ? oven.tryLock(200, TimeUnit.MILLISECONDS)
                        : burner.tryAcquire(1, 200, TimeUnit.MILLISECONDS);
                assertThat(got).isFalse();
            }
        });
        washer.join();
        baker.join();
        assertThat(scene.deadlocks()).isEmpty();
    }

    @Test
    void permits_that_another_can_still_give_are_none() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 3);
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch met = new CountDownLatch(3);
        scene.start("runner", () -> {
            try (var _ = burners.hold()) {
                Scene.meet(met).run();
                done.await();
            }
        });
        Running first = scene.start("first", () -> {
            try (var _ = burners.hold()) {
                Scene.meet(met).run();
                try (var _ = burners.hold()) {
                    assertThat(burners.availablePermits()).isBetween(0, 1);
                }
            }
        });
        Running second = scene.start("second", () -> {
            try (var _ = burners.hold()) {
                Scene.meet(met).run();
                try (var _ = burners.hold()) {
                    assertThat(burners.availablePermits()).isBetween(0, 1);
                }
            }
        });
        first.is(State.WAITS_FOR_PERMIT);
        second.is(State.WAITS_FOR_PERMIT);
        scene.letTheGuardLook();
        assertThat(scene.deadlocks()).isEmpty();
        done.countDown();
        scene.activities.joinAll();
        assertThat(scene.deadlocks()).isEmpty();
    }

    @Test
    void a_wait_at_a_condition_is_none() throws Exception {
        NamedCondition hot = oven.condition("hot");
        boolean[] isHot = {false};
        Running waiter = scene.start("waiter", () -> {
            try (var _ = sink.hold();
                    var _ = oven.hold()) {
                while (!isHot[0]) {
                    hot.await();
                }
            }
        });
        waiter.is(State.IN_WAIT_SET);
        Running other = scene.start("other", () -> {
            try (var _ = sink.hold()) {
                assertThat(sink.isHeldByCurrentThread()).isTrue();
            }
        });
        other.is(State.WAITS_FOR_LOCK);
        scene.letTheGuardLook();
        assertThat(scene.deadlocks()).isEmpty();
        try (var _ = oven.hold()) {
            isHot[0] = true;
            hot.signal();
        }
        scene.activities.joinAll();
        assertThat(scene.deadlocks()).isEmpty();
    }
}
