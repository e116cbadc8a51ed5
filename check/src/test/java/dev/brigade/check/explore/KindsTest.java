package dev.brigade.check.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KindsTest {
    private static final List<Integer> FIVE = List.of(0, 1, 2, 3, 4);

    @Test
    void threads_that_are_all_alike_have_one_order() {
        Kinds kinds = new Kinds(List.of(0, 0, 0, 0, 0));

        assertThat(kinds.differentOrders(FIVE)).containsExactly(FIVE);
        assertThat(kinds.orders(FIVE, 24)).isEqualTo(1);
    }

    @Test
    void two_kinds_have_as_many_orders_as_places_can_be_chosen() {
        Kinds kinds = new Kinds(List.of(0, 0, 2, 2, 2));

        assertThat(kinds.differentOrders(FIVE))
                .hasSize(10)
                .contains(List.of(2, 0, 3, 1, 4))
                .doesNotHaveDuplicates();
        assertThat(kinds.orders(FIVE, 24)).isEqualTo(10);
    }

    @Test
    void too_many_orders_are_not_counted() {
        assertThat(new Kinds(FIVE).orders(FIVE, 24)).isEqualTo(25);
        assertThat(new Kinds(FIVE).orders(FIVE, 120)).isEqualTo(120);
        assertThat(new Kinds(FIVE).differentOrders(FIVE)).hasSize(120);
    }

    @Test
    void an_order_is_mirrored_within_each_kind() {
        Kinds kinds = new Kinds(List.of(0, 0, 2, 2, 2));

        assertThat(kinds.mirrored(List.of(2, 0, 3, 1, 4))).containsExactly(4, 1, 3, 0, 2);
    }
}
