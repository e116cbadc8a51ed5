package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Orders by table. */
public final class MultiMap {
    private MultiMap() {}

    /** The map is safe; the lists in it are not. */
    public static final class Broken {
        private final Map<Integer, List<String>> orders = new ConcurrentHashMap<>();

        public void order(int table, String dish) {
            orders.computeIfAbsent(table, any -> new ArrayList<>()).add(dish);
        }
    }

    /** The list changes inside the map's own step. */
    public static final class Fixed {
        private final Map<Integer, List<String>> orders = new ConcurrentHashMap<>();

        public void order(int table, String dish) {
            orders.compute(table, (any, known) -> {
                List<String> more = known == null ? new ArrayList<>() : known;
                more.add(dish);
                return more;
            });
        }
    }
}
