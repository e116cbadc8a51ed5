package dev.brigade.data.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private final SQLException refused = new SQLException("connection refused", "08001");

    private final Availability availability = new Availability("main");

    private void goDown() {
        availability.failed(availability.mayTry(), "connection refused", refused);
    }

    @Test
    void while_it_is_up_all_may_try() {
        Availability.State first = availability.mayTry();
        assertThat(availability.mayTry()).isSameAs(first);
    }

    @Test
    void while_it_is_down_one_tries_and_the_others_are_refused_with_the_reason() {
        goDown();
        Availability.State mine = availability.mayTry();
        assertThatThrownBy(availability::mayTry)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("Database \"main\" has given no connection for ")
                .hasMessageContaining("connection refused")
                .hasCause(refused);
        availability.failed(mine, "connection refused", refused);
        assertThat(availability.mayTry()).isNotSameAs(mine); // the next one's turn
    }

    @Test
    void one_that_gives_up_lets_the_next_try_and_one_that_was_refused_takes_nobodys_place() {
        goDown();
        Availability.State mine = availability.mayTry();
        assertThatThrownBy(availability::mayTry).isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(availability::mayTry).isInstanceOf(DatabaseUnavailableException.class);
        availability.gaveUp(mine);
        Availability.State next = availability.mayTry();
        availability.gaveUp(mine); // late, and without effect upon who tries now
        assertThatThrownBy(availability::mayTry).isInstanceOf(DatabaseUnavailableException.class);
        availability.gaveUp(next);
    }

    @Test
    void one_that_succeeds_opens_it_to_all_also_one_that_began_before_it_went_down() {
        Availability.State before = availability.mayTry();
        goDown();
        availability.mayTry();
        availability.opened();
        availability.gaveUp(before);
        assertThat(availability.mayTry()).isSameAs(availability.mayTry());
    }

    @Test
    void never_do_two_try_at_once_while_it_is_down() throws Exception {
        goDown();
        AtomicInteger trying = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                var _ = all.submit(() -> {
                    for (int k = 0; k < 1000; k++) {
                        Availability.State mine;
                        try {
                            mine = availability.mayTry();
                        } catch (DatabaseUnavailableException down) {
                            continue;
                        }
                        most.accumulateAndGet(trying.incrementAndGet(), Math::max);
                        tries.incrementAndGet();
                        Thread.onSpinWait();
                        trying.decrementAndGet();
                        if (k % 2 == 0) {
                            availability.failed(mine, "still", refused);
                        } else {
                            availability.gaveUp(mine);
                        }
                    }
                });
            }
        }
        assertThat(tries.get()).isPositive();
        assertThat(most).hasValue(1);
    }
}
