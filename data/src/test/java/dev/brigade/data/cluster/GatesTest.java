package dev.brigade.data.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The locks in this process before a cluster lock. */
class GatesTest {
    private final Gates gates = new Gates();

    @Test
    void those_of_one_lock_are_one_family_in_which_their_keys_have_the_order() throws Exception {
        for (int key : List.of(7, 10)) {
            var wanted = new Gates.Wanted("app/billing/" + key, "billing", Optional.of(key));
            assertThat(gates.enter(wanted, Patience.of(Duration.ofSeconds(Long.MAX_VALUE))))
                    .isTrue();
        }
        assertThat(Activity.current().held()).extracting(MeetingPoint::name).containsExactly("billing/7", "billing/10");
        assertThat(Activity.current().held())
                .extracting(point -> point.family().name())
                .containsOnly("billing");
        assertThat(Activity.current().held())
                .extracting(MeetingPoint::placeInFamily)
                .containsExactly(Optional.of(7), Optional.of(10));
        gates.leave("app/billing/7");
        gates.leave("app/billing/10");
        assertThat(gates.size()).isZero();
    }
}
