package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.KeyedLocks;
import dev.brigade.threads.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedThingsTest {
    private final App app = App.named("kitchen");

    @Test
    void the_same_name_is_the_same_thing_in_one_application() {
        assertThat(app.lock("oven")).isSameAs(app.lock("oven")).isNotSameAs(app.lock("sink"));
        assertThat(app.rwLock("menu")).isSameAs(app.rwLock("menu"));
        assertThat(app.semaphore("stove", 4)).isSameAs(app.semaphore("stove", 4));
        assertThat(app.queue("pass", String.class, 20)).isSameAs(app.queue("pass", String.class, 20));
        assertThat(app.locks("dish")).isSameAs(app.locks("dish"));
        assertThat(app.lock("dish", 42L))
                .isEqualTo(app.lock("dish", 42L))
                .isEqualTo(app.locks("dish").of(42L));
        assertThat(App.named("kitchen").lock("oven")).isNotSameAs(app.lock("oven"));
    }

    @Test
    void all_that_is_made_here_is_fair() {
        assertThat(app.lock("oven").isFair()).isTrue();
        assertThat(app.rwLock("menu").isFair()).isTrue();
        assertThat(app.semaphore("stove", 4).isFair()).isTrue();
        assertThat(app.locks("dish").isFair()).isTrue();
    }

    @Test
    void a_second_semaphore_with_other_permits_is_refused() {
        app.semaphore("stove", 4);
        assertThatThrownBy(() -> app.semaphore("stove", 5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Semaphore \"stove\" has been declared already, with 4 permits, not 5; declare it once, or with the"
                                + " same number, or choose another name");
    }

    @Test
    void a_second_queue_of_another_capacity_or_type_is_refused() {
        app.queue("pass", String.class, 20);
        assertThatThrownBy(() -> app.queue("pass", String.class, 21))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Queue \"pass\" has been declared already, for 20 items of String, not for 21 of String; declare it"
                                + " once, or with the same type and capacity, or choose another name");
        assertThatThrownBy(() -> app.queue("pass", Long.class, 20))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for 20 items of String, not for 20 of Long");
    }

    @Test
    void a_name_of_one_kind_of_lock_is_not_that_of_another() {
        app.lock("oven");
        app.rwLock("menu");
        app.lock("dish", 1);
        app.shared("guests", 0);
        assertThatThrownBy(() -> app.rwLock("oven"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "\"oven\" has been declared already, as a lock, and can't be a read-write lock too; choose another"
                                + " name");
        assertThatThrownBy(() -> app.lock("menu")).hasMessageContaining("as a read-write lock, and can't be a lock");
        assertThatThrownBy(() -> app.lock("dish")).hasMessageContaining("as a family of locks with keys");
        assertThatThrownBy(() -> app.lock("oven", 1)).hasMessageContaining("as a lock, and can't be a family");
        assertThatThrownBy(() -> app.lock("guests")).hasMessageContaining("as a shared value");
        assertThatThrownBy(() -> app.shared("oven", 1)).hasMessageContaining("as a lock, and can't be a shared value");
        app.queue("oven", String.class, 1); // which is no lock
    }

    @Test
    void a_second_shared_value_is_refused_since_it_might_be_another() {
        Shared<List<String>> orders = app.shared("orders", new ArrayList<>());
        orders.run(list -> list.add("soup"));
        assertThatThrownBy(() -> app.shared("orders", new ArrayList<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Shared \"orders\" has been declared already")
                .hasMessageContaining("keep what the first app.shared(\"orders\", …) returned");
    }

    @Test
    void keys_of_another_type_are_refused() {
        KeyedLocks<Long> dishes = app.locks("dish", Long.class);
        assertThat(app.locks("dish", long.class)).isSameAs(dishes);
        assertThat(app.lock("dish", 42L)).isEqualTo(dishes.of(42L));
        assertThatThrownBy(() -> app.lock("dish", 42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Locks \"dish\" have keys of type Long; 42 is Integer");
        assertThatThrownBy(() -> app.locks("dish", String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for keys of Long, not of String");
        app.locks("table");
        assertThatThrownBy(() -> app.locks("table", String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for keys of a type that their first key decides, not of String");
    }

    @Test
    void requests_for_one_key_wait_for_each_other_and_those_for_others_do_not() throws Exception {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        app.post("/dishes/{id:long}", rq -> {
            rq.hold(app.lock("dish", rq.path("id", long.class)));
            holds.countDown();
            return "changed " + goOn.await(20, TimeUnit.SECONDS);
        });
        app.get("/dishes/{id:long}/free", rq -> {
            var lock = app.lock("dish", rq.path("id", long.class));
            boolean free = lock.tryLock();
            if (free) {
                lock.unlock();
            }
            return "" + free;
        });
        try (var client = app.client()) {
            Thread slow = Thread.ofVirtual().start(() -> client.post("/dishes/1", ""));
            assertThat(holds.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(client.get("/dishes/1/free").text()).isEqualTo("false");
            assertThat(client.get("/dishes/2/free").text()).isEqualTo("true");
            goOn.countDown();
            slow.join();
            assertThat(client.get("/dishes/1/free").text()).isEqualTo("true");
            assertThat(app.locks("dish").inUse()).isZero();
        }
    }
}
