package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's safe classes call of the program comes after what others have done there, though nobody gave them a function. */
class CalledBackTest {

    /** Its fields are not final, as those of many a class that nobody changes once it is made. */
    private static final class Dish implements Comparable<Dish> {
        private String name;

        Dish(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Dish dish && dish.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public int compareTo(Dish other) {
            return name.compareTo(other.name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Collection<Map<Dish, Integer>> maps() {
        return List.of(
                new ConcurrentHashMap<>(), new ConcurrentSkipListMap<>(), Collections.synchronizedMap(new HashMap<>()));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void keys_are_compared_as_they_were_put(Map<Dish, Integer> map) {
        Explore.calls(() -> map.put(new Dish("soup"), 1), () -> map.get(new Dish("soup")), map::toString)
                .given(map::clear)
                .verify();
    }

    static Collection<Collection<Dish>> collections() {
        return List.of(
                ConcurrentHashMap.newKeySet(),
                new ConcurrentSkipListSet<>(),
                new CopyOnWriteArrayList<>(),
                new PriorityBlockingQueue<>(),
                Collections.synchronizedList(new ArrayList<>()),
                new Vector<>());
    }

    @ParameterizedTest
    @MethodSource("collections")
    void elements_are_compared_as_they_were_added(Collection<Dish> all) {
        Explore.calls(
                        () -> all.add(new Dish("soup")),
                        () -> all.add(new Dish("bread")),
                        () -> all.contains(new Dish("soup")))
                .given(all::clear)
                .verify();
    }

    /** What each has done, and what was made of it. */
    private static final class Halves {
        private final int[] half = new int[2];
        private int sum;
        private final CyclicBarrier barrier = new CyclicBarrier(2, this::add);
        private final Phaser phaser = new Phaser(2) {
            @Override
            protected boolean onAdvance(int phase, int parties) {
                add();
                return false;
            }
        };

        private void add() {
            sum = half[0] + half[1];
        }

        int atBarrier(int which) throws Exception {
            half[which] = which + 1;
            barrier.await();
            return sum;
        }

        int atPhaser(int which) {
            half[which] = which + 1;
            phaser.arriveAndAwaitAdvance();
            return sum;
        }
    }

    @Test
    void a_barriers_action_comes_between_what_was_before_and_after_it() {
        assertThat(Explore.fresh(Halves::new)
                        .calls(halves -> halves.atBarrier(0), halves -> halves.atBarrier(1))
                        .verify()
                        .isComplete())
                .isTrue();
        assertThat(Explore.fresh(Halves::new)
                        .calls(halves -> halves.atPhaser(0), halves -> halves.atPhaser(1))
                        .verify()
                        .isComplete())
                .isTrue();
    }
}
