package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

/** What one thread makes and another one gets by way of a library, or of the initialiser of a class, is seen as it was made. */
class HandedOverTest {

    /** Its fields are not final. */
    private static final class Dish {
        private int portions;

        Dish(int portions) {
            this.portions = portions;
        }
    }

    /** A map of a library, as the contents of a cache are. */
    private static final class Cache {
        private final MVMap<String, List<Dish>> dishes = MVStore.open(null).openMap("dishes");

        int load() {
            List<Dish> loaded = dishes.get("soup");
            if (loaded == null) {
                loaded = new ArrayList<>();
                loaded.add(new Dish(3));
                dishes.put("soup", loaded);
            }
            return loaded.getFirst().portions;
        }

        int take() {
            return --dishes.computeIfAbsent("soup", _ -> new ArrayList<>(List.of(new Dish(3))))
                    .getFirst()
                    .portions;
        }
    }

    @Test
    void what_comes_out_of_a_cache_is_seen_as_it_was_put_there() {
        Explore.fresh(Cache::new).calls(Cache::load, Cache::load).state(_ -> "").verify();
    }

    @Test
    void what_is_done_to_it_afterwards_is_not_ordered() {
        Explored explored = Explore.fresh(Cache::new)
                .threads(Cache::take, Cache::take)
                .state(_ -> "")
                .explore();

        assertThat(explored.finding().map(finding -> finding.anomaly())).contains(Anomaly.DATA_RACE);
    }

    /** Class of the JDK that hands on what was made once. */
    private static final class ByClass extends ClassValue<Dish> {
        @Override
        protected Dish computeValue(Class<?> type) {
            return new Dish(3);
        }
    }

    @Test
    void a_value_of_a_class_is_seen_as_it_was_made() {
        Explore.fresh(ByClass::new)
                .calls(values -> values.get(String.class).portions, values -> values.get(String.class).portions)
                .verify();
    }

    private static final class Holder {
        private static final Dish DISH = new Dish(3);
    }

    /** It is run once in a JVM: so each test needs a class of its own. */
    @Test
    void what_a_class_makes_when_it_is_initialised_is_seen_by_all() {
        Explore.fresh(Object::new)
                .calls(_ -> Holder.DISH.portions, _ -> Holder.DISH.portions)
                .verify();
    }

    private enum Kitchen {
        ONE;

        private final List<Dish> dishes = new ArrayList<>(List.of(new Dish(3)));
        private int portions = 3;

        int look() {
            return portions + dishes.getFirst().portions;
        }
    }

    @Test
    void so_is_an_enum() {
        Supplier<Integer> look = () -> Kitchen.ONE.look();
        Explore.calls(look::get, look::get).verify();
    }
}
