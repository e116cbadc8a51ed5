package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTest {
    private final Shared<Map<String, Integer>> pantry = new Shared<>("pantry", new HashMap<>(Map.of("soup", 1)));
    private final Shared<Integer> guests = new Shared<>("guests", 0);
    private final Activities activities = new Activities();

    private record Stock(String dish, int portions, LocalDate since) {}

    private record Open(List<String> dishes) {}

    private record Chain(int number, Chain next) {}

    private int guestCount() {
        return guests.with(number -> number);
    }

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void returns_what_the_function_makes_of_the_value() {
        int soups = pantry.with(dishes -> dishes.getOrDefault("soup", 0));
        assertThat(soups).isOne();
        pantry.run(dishes -> dishes.put("soup", 2));
        Map<String, Integer> copy = pantry.with(dishes -> Map.copyOf(dishes));
        assertThat(copy).containsEntry("soup", 2);
        guests.update(number -> number + 5);
        assertThat(guestCount()).isEqualTo(5);
    }

    @Test
    void is_held_during_the_function_and_not_after_it() throws Exception {
        pantry.run(_ -> {
            assertThat(pantry.lock().owner()).contains(Activity.current());
            assertThat(pantry).hasToString("shared \"pantry\" held by " + Activity.current());
            activities
                    .start("other", () -> assertThat(pantry.lock().tryLock()).isFalse())
                    .join();
        });
        assertThat(pantry.lock().owner()).isEmpty();
        assertThat(pantry.lock().name()).isEqualTo("pantry");
    }

    @Test
    void one_at_a_time_changes_it() throws Exception {
        for (int i = 0; i < 50; i++) {
            activities.start("guest", () -> {
                for (int j = 0; j < 100; j++) {
                    guests.update(number -> number + 1);
                }
            });
        }
        activities.joinAll();
        assertThat(guestCount()).isEqualTo(5000);
    }

    @Test
    void the_value_itself_does_not_come_out_if_it_could_be_changed() {
        assertThatThrownBy(() -> pantry.with(dishes -> dishes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The value of shared \"pantry\" itself, a HashMap, was returned")
                .hasMessageContaining("a copy");
        assertThatThrownBy(() -> pantry.withWhen(_ -> true, dishes -> dishes))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pantry.withWhen(_ -> true, Duration.ZERO, dishes -> dishes))
                .isInstanceOf(IllegalStateException.class);
        Open open = new Open(new ArrayList<>());
        assertThatThrownBy(() -> new Shared<>("open", open).with(value -> value))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pantry.lock().owner()).isEmpty();
    }

    @Test
    void an_immutable_value_may_come_out() {
        Stock stock = new Stock("soup", 3, LocalDate.of(2026, 11, 25));
        for (Object value : List.of(1, "soup", 2.5, State.RUNNING, Duration.ofDays(1), stock)) {
            assertThat(new Shared<>("value", value).<Object, RuntimeException>with(it -> it))
                    .isSameAs(value);
        }
        assertThat(Immutability.isCertain(Chain.class)).isTrue();
        assertThat(Immutability.isCertain(Object.class)).isFalse();
        assertThat(Immutability.isCertain(int[].class)).isFalse();
    }

    @Test
    void an_update_that_throws_changes_nothing_and_what_it_throws_comes_out() {
        assertThatThrownBy(() -> guests.update(_ -> {
                    throw new IOException("no door");
                }))
                .isInstanceOf(IOException.class);
        assertThat(guestCount()).isZero();
        assertThat(guests.lock().owner()).isEmpty();
    }

    @Test
    void who_waits_for_a_predicate_goes_on_when_another_has_made_it_true() throws Exception {
        List<Running> waiters = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int enough = i;
            waiters.add(activities
                    .start("waiter", () -> {
                        int seen = guests.withWhen(number -> number >= enough, number -> number);
                        assertThat(seen).isGreaterThanOrEqualTo(enough);
                    })
                    .is(State.IN_WAIT_SET));
        }
        guests.update(number -> number + 1);
        waiters.get(0).join();
        waiters.get(1).is(State.IN_WAIT_SET);
        guests.update(number -> number + 2);
        activities.joinAll();
    }

    @Test
    void who_takes_what_it_waited_for_leaves_the_rest_to_others() throws Exception {
        for (int i = 0; i < 30; i++) {
            activities.start(
                    "eater",
                    () -> pantry.withWhen(
                            dishes -> dishes.getOrDefault("fish", 0) > 0,
                            dishes -> dishes.merge("fish", -1, Integer::sum)));
        }
        for (int i = 0; i < 30; i++) {
            activities.start("cook", () -> pantry.run(dishes -> dishes.merge("fish", 1, Integer::sum)));
        }
        activities.joinAll();
        int left = pantry.with(dishes -> dishes.getOrDefault("fish", 7));
        assertThat(left).isZero();
    }

    @Test
    void a_change_by_with_is_seen_by_those_that_wait_even_if_it_threw() throws Exception {
        Running waiter = activities
                .start("waiter", () -> pantry.await(dishes -> dishes.containsKey("fish")))
                .is(State.IN_WAIT_SET);
        assertThatThrownBy(() -> pantry.with(dishes -> {
                    dishes.put("fish", 1);
                    throw new IOException("too hot");
                }))
                .isInstanceOf(IOException.class);
        waiter.join();
    }

    @Test
    void a_wait_with_a_time_is_empty_when_it_is_over() throws Exception {
        for (Duration most : List.of(Duration.ofMillis(2), Duration.ZERO, Duration.ofSeconds(-1))) {
            Optional<Integer> late = guests.withWhen(number -> number > 0, most, number -> number);
            assertThat(late).isEmpty();
        }
        Running waiter = activities
                .start(
                        "waiter",
                        () -> assertThat(guests.withWhen(
                                        number -> number > 0, Duration.ofDays(300_000), number -> number))
                                .contains(1))
                .is(State.IN_WAIT_SET);
        guests.update(_ -> 1);
        waiter.join();
    }

    @Test
    void an_interrupt_ends_a_wait_and_the_lock_is_free() throws Exception {
        Running waiter = activities
                .start("waiter", () -> guests.await(number -> number > 0))
                .is(State.IN_WAIT_SET);
        waiter.interrupt();
        assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
        assertThat(guests.lock().owner()).isEmpty();
    }

    @Test
    void one_that_uses_the_value_does_not_wait_for_others_to_change_it() throws Exception {
        assertThatThrownBy(() -> guests.run(_ -> guests.await(number -> number > 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shared \"guests\"")
                .hasMessageContaining("Wait first, then use it");
        guests.run(_ -> guests.await(number -> number == 0)); // which needs no wait
        assertThat(guests.lock().owner()).isEmpty();
    }

    @Test
    void one_may_wait_with_the_lock_held_from_outside() throws Exception {
        Running waiter = activities.start("waiter", () -> {
            try (var _ = guests.lock().hold()) {
                guests.await(number -> number > 0);
                assertThat(guests.lock().holdCount()).isOne();
            }
        });
        waiter.is(State.IN_WAIT_SET);
        guests.update(_ -> 1);
        waiter.join();
    }

    @Test
    void signals_nobody_if_nobody_waits() throws Exception {
        Running guest = activities.start("guest", () -> guests.update(number -> number + 1));
        guest.join();
        assertThat(guest.activity().events()).noneMatch(Event.SignalSent.class::isInstance);
    }

    @Test
    void nothing_is_no_value() {
        assertThatThrownBy(() -> new Shared<>("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> guests.update(_ -> nothing()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Shared \"guests\" can't become null");
        assertThat(guestCount()).isZero();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
