package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explore.CallOn;
import dev.brigade.check.Explored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Static methods of the JDK that read a collection, show it or change it. */
class StaticMethodsTest {

    static Collection<CallOn<List<Integer>>> reading() {
        return List.of(
                List::copyOf,
                ArrayList::new,
                String::valueOf,
                list -> Set.copyOf(list).size(),
                Collections::max,
                list -> Collections.frequency(list, 1),
                list -> Collections.binarySearch(list, 1),
                list -> Collections.unmodifiableList(list).getFirst());
    }

    @ParameterizedTest
    @MethodSource("reading")
    void two_who_only_read_are_proved_right(CallOn<List<Integer>> reads) {
        assertThat(Explore.<List<Integer>>fresh(() -> new ArrayList<>(List.of(1, 2)))
                        .calls(reads, reads)
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("reading")
    void who_reads_what_another_one_changes_is_found(CallOn<List<Integer>> reads) {
        Explored explored = Explore.<List<Integer>>fresh(() -> new ArrayList<>(List.of(1, 2)))
                .calls(reads, list -> list.set(0, 9))
                .explore();

        assertThat(explored.report()).contains("Data race");
    }

    /** What is shown to others was made before any of them. */
    private static final class Menu {
        private final Map<String, Integer> prices = new HashMap<>();
        private final Map<String, Integer> shown = Collections.unmodifiableMap(prices);
    }

    @Test
    void a_view_shows_what_is_changed_behind_it() {
        Explored explored = Explore.fresh(Menu::new)
                .calls(menu -> menu.shown.get("soup"), menu -> menu.prices.put("soup", 1))
                .explore();

        assertThat(explored.report()).contains("Data race");
    }

    @Test
    void a_safe_list_is_safe_for_them_too() {
        Explore.<List<Integer>>fresh(() -> Collections.synchronizedList(new ArrayList<>(List.of(1, 2))))
                .threads(Collections::sort, Collections::sort, Collections::max)
                .verify();
    }
}
