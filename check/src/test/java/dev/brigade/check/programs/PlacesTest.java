package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explore.CallOn;
import dev.brigade.check.explore.AllSchedules;
import dev.brigade.check.explore.AllSchedules.Outcomes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is reached in two ways is one thing: no outcome of the two together is missing. */
class PlacesTest {

    private static Arguments of(String name, CallOn<Places> one, CallOn<Places> other) {
        return Arguments.of(name, one, other);
    }

    static List<Arguments> twoWays() {
        return List.of(
                of("VarHandle", Places::byHandle, Places::directly),
                of("updater", Places::byUpdater, Places::directly),
                of("updater and VarHandle", Places::byUpdater, Places::byHandle),
                of("reflection", Places::byReflection, Places::directly),
                of("static VarHandle", Places::staticByHandle, Places::staticDirectly),
                of("updater of a long", Places::longByUpdater, Places::longDirectly),
                of("updater of a reference", Places::textByUpdater, Places::textDirectly),
                of("element", Places::elementByHandle, Places::elementDirectly));
    }

    /** What the two threads return in all schedules that are not equivalent. */
    private static Set<String> outcomes(CallOn<Places> one, CallOn<Places> other) {
        Outcomes outcomes = AllSchedules.reduced(Explore.fresh(Places::new).calls(one, other), 1000);
        assertThat(outcomes.complete()).isTrue();
        return outcomes.outcomes().keySet().stream()
                .map(outcome -> outcome.substring(0, outcome.indexOf("\n--")))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twoWays")
    void either_may_come_first(String name, CallOn<Places> one, CallOn<Places> other) {
        assertThat(outcomes(one, other)).contains("0\n1", "1\n0");
        assertThat(outcomes(other, one)).contains("0\n1", "1\n0");
    }

    @Test
    void who_sees_what_a_handle_published_sees_what_was_before() {
        Explore.fresh(Places::new).calls(Places::publish, Places::lookIfReady).verify();
    }

    @Test
    void a_field_is_named_whichever_way_it_is_reached() {
        CallOn<Places> adds = places -> {
            int now = (int) Places.COUNT.getVolatile(places);
            Places.COUNT.setVolatile(places, now + 1);
            return "";
        };

        assertThat(Explore.fresh(Places::new).calls(adds, adds).explore().report())
                .contains("Lost update")
                .contains("both read Places.count");
    }

    @Test
    void two_keys_that_a_map_takes_for_one_are_one() {
        assertThat(outcomes(
                        places -> String.valueOf(places.names.put("Soup", "one")),
                        places -> String.valueOf(places.names.put("SOUP", "two"))))
                .contains("\"null\"\n\"one\"", "\"two\"\n\"null\"");
    }

    @Test
    void what_is_put_into_a_queue_has_an_order() {
        CallOn<Places> puts = places -> {
            places.queue.put("a");
            return 0;
        };
        assertThat(AllSchedules.reduced(
                                Explore.fresh(Places::new)
                                        .calls(puts, places -> {
                                            places.queue.put("b");
                                            return 0;
                                        })
                                        .state(places -> List.copyOf(places.queue)),
                                1000)
                        .outcomes())
                .hasSize(2);
    }

    /** Between two looks others may put and take. */
    @Test
    void who_only_looks_makes_a_step() {
        CallOn<Places> puts = places -> {
            places.named.put("a");
            return "";
        };
        CallOn<Places> acquires = places -> {
            places.cores.acquire();
            return "";
        };
        assertThat(outcomes(places -> places.named.size() + " " + places.named.size(), puts))
                .contains("\"0 1\"\n\"\"");
        assertThat(outcomes(places -> places.named.peek() + " " + places.named.peek(), puts))
                .contains("\"null a\"\n\"\"");
        assertThat(outcomes(places -> places.named.remainingCapacity() + " " + List.copyOf(places.named), puts))
                .contains("\"2 [a]\"\n\"\"");
        assertThat(outcomes(
                        places -> places.cores.availablePermits() + " " + places.cores.availablePermits(), acquires))
                .contains("\"2 1\"\n\"\"");
    }

    @Test
    void what_is_removed_from_the_midst_of_a_queue_is_taken() {
        CallOn<Places> removes = places -> {
            places.named.add("a");
            return places.named.remove("a");
        };
        assertThat(outcomes(removes, places -> String.valueOf(places.named.poll())))
                .contains("true\n\"null\"", "false\n\"a\"");
    }
}
