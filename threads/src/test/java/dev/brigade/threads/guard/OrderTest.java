package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Family;
import dev.brigade.threads.KeyedLocks;
import dev.brigade.threads.MeetingPoint.Kind;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orders.Recipes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders of acquisition that could end in a deadlock are told before one happens. */
class OrderTest {
    private final Scene scene = new Scene();
    private final NamedLock oven = new NamedLock("oven");
    private final NamedLock sink = new NamedLock("sink");
    private final NamedLock board = new NamedLock("board");

    @AfterEach
    void close() {
        scene.close();
    }

    private void after(Scene.Step step) throws Exception {
        Running running = scene.start("cook", step);
        running.join();
    }

    private List<Report.Order> orders() {
        return scene.guard.reports().stream()
                .filter(Report.Order.class::isInstance)
                .map(Report.Order.class::cast)
                .toList();
    }

    @Test
    void two_locks_that_are_taken_in_both_orders_are_told_once_with_both_places() throws Exception {
        for (int i = 0; i < 3; i++) {
            after(() -> Recipes.bakeThenWash(oven, sink));
            after(() -> Recipes.washThenBake(oven, sink));
        }
        assertThat(orders()).singleElement().satisfies(order -> {
            assertThat(order.cycle())
                    .containsExactlyInAnyOrder(new Family(Kind.LOCK, "oven"), new Family(Kind.LOCK, "sink"));
            assertThat(order.text())
                    .contains(
                            "lock \"oven\", then lock \"sink\": cook #1\n      at orders.Recipes.bakeThenWash(Recipes.java:")
                    .contains(
                            "lock \"sink\", then lock \"oven\": cook #2\n      at orders.Recipes.washThenBake(Recipes.java:")
                    .contains("none has yet");
        });
        assertThat(scene.deadlocks()).isEmpty();
        assertThat(scene.guard.count(Report.Order.class)).isEqualTo(1);
        assertThat(scene.guard.count(Report.Deadlock.class)).isZero();
    }

    @Test
    void a_circle_of_three_that_no_two_threads_have_closed_is_told() throws Exception {
        after(() -> Recipes.bakeThenWash(oven, sink));
        after(() -> Recipes.bakeThenWash(sink, board));
        assertThat(orders()).isEmpty();
        after(() -> Recipes.bakeThenWash(board, oven));
        assertThat(orders())
                .singleElement()
                .satisfies(order -> assertThat(order.cycle()).hasSize(3));
    }

    @Test
    void one_order_everywhere_is_well() throws Exception {
        after(() -> Recipes.bakeThenWash(oven, sink));
        after(() -> Recipes.bakeThenWash(sink, board));
        after(() -> Recipes.bakeThenWash(oven, board));
        assertThat(scene.guard.reports()).isEmpty();
        assertThat(scene.guard.count(Report.Order.class)).isZero();
    }

    @Test
    void what_is_only_tried_or_waited_for_during_some_time_has_no_order() throws Exception {
        after(() -> Recipes.bakeThenWash(oven, sink));
        after(() -> {
            try (var _ = sink.hold()) {
                assertThat(oven.tryLock()).isTrue();
                oven.unlock();
                assertThat(oven.tryLock(1, TimeUnit.MINUTES)).isTrue();
                oven.unlock();
            }
        });
        assertThat(scene.guard.reports()).isEmpty();
    }

    @Test
    void a_lock_that_is_taken_again_by_its_owner_has_no_order() throws Exception {
        after(() -> {
            try (var _ = oven.hold();
                    var _ = sink.hold();
                    var _ = oven.hold()) {
                assertThat(oven.holdCount()).isEqualTo(2);
            }
        });
        assertThat(scene.guard.reports()).isEmpty();
    }

    @Test
    void the_locks_of_two_keys_that_are_taken_in_both_orders_are_told() throws Exception {
        KeyedLocks<Integer> dishes = new KeyedLocks<>("dish", Integer.class);
        Scene.Step ascending = () -> {
            try (var _ = dishes.of(1).hold();
                    var _ = dishes.of(2).hold()) {
                assertThat(dishes.inUse()).isEqualTo(2);
            }
        };
        after(ascending);
        after(ascending);
        assertThat(scene.guard.reports()).isEmpty();
        after(() -> {
            try (var _ = dishes.of(9).hold();
                    var _ = dishes.of(3).hold()) {
                assertThat(dishes.inUse()).isEqualTo(2);
            }
        });
        assertThat(orders())
                .singleElement()
                .satisfies(order -> assertThat(order.text())
                        .contains("lock \"dish[1]\", then lock \"dish[2]\": cook #1")
                        .contains("lock \"dish[9]\", then lock \"dish[3]\": cook #3"));
    }

    @Test
    void a_semaphore_has_its_place_in_the_order() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 4);
        after(() -> {
            try (var _ = burners.hold(1);
                    var _ = oven.hold()) {
                assertThat(burners.availablePermits()).isEqualTo(3);
            }
        });
        after(() -> {
            try (var _ = oven.hold();
                    var _ = burners.hold(2)) {
                assertThat(burners.availablePermits()).isEqualTo(2);
            }
        });
        assertThat(orders())
                .singleElement()
                .satisfies(order -> assertThat(order.text()).contains("semaphore \"burners\", then lock \"oven\""));
    }

    @Test
    void keys_of_different_types_have_no_order() throws Exception {
        KeyedLocks<Object> dishes = new KeyedLocks<>("dish", Object.class);
        after(() -> {
            try (var _ = dishes.of(1).hold();
                    var _ = dishes.of("soup").hold()) {
                assertThat(dishes.inUse()).isEqualTo(2);
            }
        });
        assertThat(scene.guard.reports()).isEmpty();
    }

    /** A key that can be compared with no other. */
    private record Odd(int number) implements Comparable<Odd> {
        @Override
        public int compareTo(Odd other) {
            throw new IllegalStateException("Odd can't be compared");
        }
    }

    @Test
    void keys_that_fail_when_they_are_compared_do_not_disturb_those_who_lock() throws Exception {
        KeyedLocks<Odd> dishes = new KeyedLocks<>("dish", Odd.class);
        after(() -> {
            try (var _ = dishes.of(new Odd(1)).hold();
                    var _ = dishes.of(new Odd(2)).hold()) {
                assertThat(dishes.inUse()).isEqualTo(2);
            }
        });
        assertThat(scene.guard.reports())
                .singleElement()
                .satisfies(report -> assertThat(report.text()).contains("Odd can't be compared"));
    }

    @Test
    void a_listener_that_fails_does_not_disturb_those_who_lock() throws Exception {
        try (Guard guard = new Guard(GuardSettings.DEFAULT, _ -> {
                    throw new IllegalStateException("The log is full");
                });
                Activities activities = new Activities(new Recorder(RecorderSettings.DEFAULT, guard))) {
            activities.start("cook", () -> Recipes.bakeThenWash(oven, sink)).join();
            activities.start("cook", () -> Recipes.washThenBake(oven, sink)).join();
            assertThat(guard.reports())
                    .hasExactlyElementsOfTypes(Report.Order.class, Report.Failure.class)
                    .last()
                    .satisfies(report -> assertThat(report.text()).contains("The log is full"));
        }
    }

    @Test
    void names_that_are_made_up_at_run_time_are_learned_up_to_a_limit() {
        LockOrder order = new LockOrder();
        Activity cook = new Recorder().begin(Activity.Kind.REQUEST, "cook");
        for (int i = 0; i < 20_000; i++) {
            order.acquires(cook, List.of(oven), new NamedLock("pot " + i));
            order.acquires(cook, List.of(new NamedLock("pan " + i)), sink);
        }
        assertThat(order.pairs()).isEqualTo(10_000);
    }

    @Test
    void a_lock_that_is_left_held_is_released_and_told_with_its_line() throws Exception {
        NamedSemaphore burners = new NamedSemaphore("burners", 4);
        KeyedLocks<Long> dishes = new KeyedLocks<>("dish", Long.class);
        after(() -> {
            Recipes.bakeAndForget(oven);
            dishes.of(42L).lock();
            burners.acquire(2);
            burners.acquire();
        });
        assertThat(oven.owner()).isEmpty();
        assertThat(burners.availablePermits()).isEqualTo(4);
        assertThat(scene.guard.reports())
                .hasSize(3)
                .anySatisfy(report -> assertThat(report.text()).contains("not released lock \"dish[42]\", which"))
                .anySatisfy(report -> assertThat(report)
                        .isInstanceOfSatisfying(
                                Report.LeftHeld.class,
                                left -> assertThat(left.text())
                                        .startsWith(
                                                "cook #1 ended and had not released lock \"oven\", which it acquired at"
                                                        + " orders.Recipes.bakeAndForget(Recipes.java:")))
                .anySatisfy(report -> assertThat(report)
                        .isInstanceOfSatisfying(
                                Report.LeftHeld.class,
                                left -> assertThat(left.text()).contains("semaphore \"burners\"")));
    }
}
