package dev.brigade.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentsTest {
    record Node(int value, @Nullable Node next) {}

    @Test
    void what_is_deep_inside_is_seen() {
        Node chain = null;
        for (int i = 40; i > 0; i--) {
            chain = new Node(i, chain);
        }

        assertThat(Contents.of("chain", chain)).anyMatch(line -> line.endsWith(".value = 40"));
    }

    @Test
    void what_comes_after_thousands_of_values_makes_a_difference() {
        List<Integer> many = IntStream.range(0, 6000).boxed().toList();
        List<Integer> others =
                IntStream.range(0, 6000).map(i -> i == 5900 ? -1 : i).boxed().toList();

        assertThat(Contents.of("many", many)).hasSize(5001).isNotEqualTo(Contents.of("many", others));
    }

    @Test
    void a_captured_variable_that_can_change_is_seen() {
        AtomicInteger count = new AtomicInteger(3);
        Runnable counts = count::incrementAndGet;

        assertThat(Contents.captured(List.of(counts))).containsExactly("atomicInteger = 3");
    }
}
