package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that go through the same collection change their iterators, and not the collection. */
class IterationTest {

    static Stream<Collection<?>> collections() {
        return Stream.of(
                List.of(1, 2, 3),
                Set.of(1, 2, 3),
                Set.of(1),
                new ArrayList<>(List.of(1, 2)),
                new LinkedList<>(List.of(1, 2)),
                new ArrayDeque<>(List.of(1, 2)),
                new TreeSet<>(List.of(1, 2)),
                new HashMap<>(Map.of(1, 2)).entrySet(),
                new HashMap<>(Map.of(1, 2)).keySet(),
                Map.of(1, 2).values(),
                EnumSet.allOf(Anomaly.class),
                Collections.unmodifiableList(new ArrayList<>(List.of(1, 2))),
                Collections.singletonList(1));
    }

    private static int count(Collection<?> all) {
        int count = 0;
        for (Object each : all) {
            count += each == null ? 0 : 1;
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("collections")
    void two_who_go_through_the_same_are_proved_right(Collection<?> shared) {
        Explored explored =
                Explore.calls(() -> count(shared), () -> count(shared)).verify();

        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void who_takes_elements_out_while_another_goes_through_them_is_found() {
        Explored explored = Explore.fresh(() -> new ArrayList<>(List.of(1, 2, 3)))
                .calls(IterationTest::count, all -> all.removeIf(number -> number == 1))
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    /** Whose turn it is, by an iterator that all threads share. */
    private static final class Turns {
        private final Iterator<String> cooks = new ArrayList<>(List.of("ann", "bob")).iterator();

        String next() {
            return cooks.hasNext() ? cooks.next() : "nobody";
        }

        synchronized String nextInTurn() {
            return next();
        }
    }

    @Test
    void an_iterator_that_is_shared_is_found() {
        Explored explored =
                Explore.fresh(Turns::new).calls(Turns::next, Turns::next).explore();

        assertThat(explored.report()).contains("Data race").contains("Itr");
        assertThat(Explore.fresh(Turns::new)
                        .calls(Turns::nextInTurn, Turns::nextInTurn)
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void an_iterator_is_asked_and_then_moved_on() {
        Explored explored = Explore.fresh(() -> new CopyOnWriteArrayList<>(List.of("ann")).iterator())
                .calls(
                        cooks -> cooks.hasNext() ? cooks.next() : "nobody",
                        cooks -> cooks.hasNext() ? cooks.next() : "nobody")
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    /** What was put into the map has been written before. */
    @Test
    void what_comes_out_of_a_concurrent_map_is_seen_as_it_was_put_there() {
        Explored explored = Explore.fresh(ConcurrentHashMap<Integer, Counter>::new)
                .threads(
                        map -> {
                            Counter counter = new Counter();
                            counter.add();
                            map.put(1, counter);
                        },
                        map -> {
                            for (Counter counter : map.values()) {
                                counter.add();
                            }
                        })
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }
}
