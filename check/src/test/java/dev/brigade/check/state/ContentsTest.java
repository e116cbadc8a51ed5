package dev.brigade.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.AbstractMap.SimpleEntry;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static List<Object[]> pairs() {
        Calendar early = new GregorianCalendar(2026, 0, 1);
        Calendar late = new GregorianCalendar(2026, 0, 2);
        IntSummaryStatistics some = new IntSummaryStatistics();
        some.accept(3);
        CRC32 sum = new CRC32();
        sum.update(3);
        return List.of(
                new Object[] {new AtomicStampedReference<>("a", 1), new AtomicStampedReference<>("b", 1)},
                new Object[] {new AtomicStampedReference<>("a", 1), new AtomicStampedReference<>("a", 2)},
                new Object[] {new AtomicMarkableReference<>("a", true), new AtomicMarkableReference<>("b", true)},
                new Object[] {new AtomicMarkableReference<>("a", true), new AtomicMarkableReference<>("a", false)},
                new Object[] {new SimpleEntry<>("a", 1), new SimpleEntry<>("a", 2)},
                new Object[] {early, late},
                new Object[] {new IntSummaryStatistics(), some},
                new Object[] {new CRC32(), sum},
                new Object[] {new CountDownLatch(1), new CountDownLatch(2)},
                new Object[] {new StringJoiner(",").add("a"), new StringJoiner(",").add("b")},
                new Object[] {CompletableFuture.completedFuture(1), CompletableFuture.completedFuture(2)},
                new Object[] {new Timestamp(1), new Timestamp(2)},
                new Object[] {Path.of("a"), Path.of("b")});
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void objects_of_the_jdk_are_compared_by_what_they_contain(Object one, Object other) {
        assertThat(Contents.of("it", one)).isNotEmpty().isNotEqualTo(Contents.of("it", other));
        assertThat(Contents.text(one)).isNotEqualTo(Contents.text(other));
    }
}
