package kitchen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.AppExploration.Requests;
import dev.brigade.check.Explore;
import dev.brigade.check.NotThreadSafeError;
import org.junit.jupiter.api.Test;

/** Two guests at once, in every order of their steps that matters. No assertion says what should come out: the serial orders do. */
class ThreadSafetyTest {
    private static final NewOrder WISH = new NewOrder("lasagne", 2);

    @Test
    void two_orders_at_once_come_out_as_one_after_the_other() {
        Requests order = http -> http.post("/orders", WISH);

        assertThat(Explore.app(Kitchen::app).together(order, order).verify().schedules())
                .isPositive();
    }

    @Test
    void the_naive_way_loses_an_update() {
        Requests order = http -> http.post("/naive/orders", WISH);

        assertThatThrownBy(
                        () -> Explore.app(Kitchen::app).together(order, order).verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageStartingWith("Lost update: ");
    }
}
