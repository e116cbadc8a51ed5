package dev.brigade.bench.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.bench.report.Spread;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class LayersBenchmarkTest {
    @Test
    void each_layer_is_measured_by_a_method() {
        assertThat(Arrays.stream(LayersMeasured.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Layer.values()).map(Layer::method).toList());
    }

    @Test
    void what_a_layer_costs_is_the_difference_to_the_one_below() {
        Map<Layer, Spread> times = new EnumMap<>(Layer.class);
        times.put(Layer.JDBC, Spread.of(2));
        times.put(Layer.JDBI, Spread.of(5.5));

        assertThat(LayersBenchmark.differences(times))
                .containsExactly("  2.00 µs  the database and its driver (jdbc)", "  3.50 µs  Jdbi (jdbi − jdbc)");
    }

    @Test
    void a_layer_whose_lower_one_was_not_measured_has_no_cost() {
        assertThat(LayersBenchmark.differences(new EnumMap<>(Map.of(Layer.RECORDED, Spread.of(5)))))
                .isEmpty();
    }
}
