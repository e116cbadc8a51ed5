package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

/** Collections that an application has written itself, and calls by the JDK's interfaces: safe is what they do, not what they extend. */
class OwnCollectionsTest {

    private static final class Synchronised extends HashMap<String, Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Integer get(Object key) {
            return super.get(key);
        }

        @Override
        public synchronized Integer put(String key, Integer value) {
            return super.put(key, value);
        }
    }

    private static final class Locked extends AbstractMap<String, Integer> {
        private final Map<String, Integer> inside = new LinkedHashMap<>();
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public Set<Entry<String, Integer>> entrySet() {
            lock.lock();
            try {
                return Map.copyOf(inside).entrySet();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Integer put(String key, Integer value) {
            lock.lock();
            try {
                return inside.put(key, value);
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Elements extends AbstractList<String> {
        private final List<String> inside = new ArrayList<>();

        @Override
        public synchronized String get(int index) {
            return inside.get(index);
        }

        @Override
        public synchronized int size() {
            return inside.size();
        }

        @Override
        public synchronized boolean add(String element) {
            return inside.add(element);
        }
    }

    @Test
    void a_map_that_synchronises_its_methods_is_safe() {
        proved(Explore.<Map<String, Integer>>fresh(Synchronised::new)
                .calls(map -> map.get("soup"), map -> map.put("soup", 1))
                .verify());
    }

    @Test
    void what_a_map_with_a_lock_inherits_is_made_of_its_own_methods() {
        proved(Explore.<Map<String, Integer>>fresh(Locked::new)
                .calls(Map::size, map -> map.get("soup"), map -> map.put("soup", 1))
                .verify());
    }

    @Test
    void a_list_that_synchronises_its_methods_is_safe() {
        proved(Explore.<Collection<String>>fresh(Elements::new)
                .calls(Collection::isEmpty, list -> list.add("soup"))
                .verify());
    }

    private static void proved(Explored explored) {
        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void a_concurrent_map_of_a_library_is_safe_whatever_it_extends() {
        proved(Explore.<Map<String, Integer>>fresh(() -> MVStore.open(null).openMap("dishes"))
                .calls(map -> map.get("soup"), map -> map.put("soup", 1))
                .verify());
    }

    @Test
    void what_it_does_not_guard_is_found() {
        Explored explored = Explore.<Map<String, Integer>>fresh(Synchronised::new)
                .calls(map -> map.remove("soup"), map -> map.put("soup", 1))
                .explore();

        assertThat(explored.report()).contains("Data race");
    }

    /** What shows the elements is an iterator of the list inside. */
    private record Menu(List<String> inside) implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return inside.iterator();
        }
    }

    private static int count(Menu menu) {
        int count = 0;
        for (String dish : menu) {
            count += dish.length();
        }
        return count;
    }

    @Test
    void an_iterator_goes_through_what_it_was_made_of() {
        Explored explored = Explore.fresh(() -> new Menu(new ArrayList<>(List.of("soup"))))
                .calls(OwnCollectionsTest::count, menu -> menu.inside().add("bread"))
                .explore();

        assertThat(explored.finding()).isPresent();
        proved(Explore.fresh(() -> new Menu(new CopyOnWriteArrayList<>(List.of("soup"))))
                .calls(OwnCollectionsTest::count, menu -> menu.inside().add("bread"))
                .verify());
    }
}
