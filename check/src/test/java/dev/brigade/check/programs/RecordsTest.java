package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explore.CallOn;
import dev.brigade.check.Explored;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Records that hold what can be changed, and are read by the methods that the compiler gives them. */
class RecordsTest {
    private record Menu(List<String> dishes, int number) {
        static Menu empty() {
            return new Menu(new CopyOnWriteArrayList<>(), 7);
        }
    }

    private record Week(Menu monday, Object tuesday) {}

    /** {@code reads} beside two steps that belong together. */
    private static void findsWhatIsHalfDone(CallOn<Menu> reads) {
        Explored explored = Explore.fresh(Menu::empty)
                .calls(
                        menu -> {
                            menu.dishes().add("soup");
                            menu.dishes().add("bread");
                            return "both";
                        },
                        reads)
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    @Test
    void a_text_is_made_of_the_components() {
        findsWhatIsHalfDone(Menu::toString);
        findsWhatIsHalfDone(menu -> "today: " + menu);
        findsWhatIsHalfDone(menu -> new Week(menu, 1).toString());
        findsWhatIsHalfDone(menu -> new Week(Menu.empty(), menu).toString());
    }

    @Test
    void components_are_hashed() {
        findsWhatIsHalfDone(Menu::hashCode);
    }

    @Test
    void components_are_compared() {
        Menu half = new Menu(List.of("soup"), 7);
        findsWhatIsHalfDone(menu -> menu.equals(half));
        findsWhatIsHalfDone(menu -> half.equals(menu));
        assertThat(half.equals(null)).isFalse();
        assertThat(half).isNotEqualTo("soup").isEqualTo(new Menu(List.of("soup"), 7));
    }

    @Test
    void what_is_not_shared_is_proven() {
        Explored explored = Explore.fresh(AtomicInteger::new)
                .calls(
                        number -> new Menu(List.of("soup"), number.incrementAndGet())
                                .dishes()
                                .toString(),
                        number -> new Menu(List.of("soup"), 1).equals(new Menu(List.of("soup"), 1)))
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }
}
