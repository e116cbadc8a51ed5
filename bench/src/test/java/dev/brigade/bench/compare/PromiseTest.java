package dev.brigade.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromiseTest {
    private static List<Figure> measured(double ratio) {
        return List.of(
                Figure.of("select", "spring", "throughput to spring", "times", Spread.of(1)),
                Figure.of("select", "brigade", "throughput to spring", "times", Spread.of(ratio)));
    }

    @Test
    void says_whether_the_ratio_is_high_enough() {
        Promise promise = Promise.atLeast(2.2, "select", "brigade", "throughput to spring");

        assertThat(promise.line(measured(2.5)))
                .hasValue("yes  select, brigade: throughput to spring 2.50, wanted at least 2.20");
        assertThat(promise.line(measured(2.1)))
                .hasValue("NO   select, brigade: throughput to spring 2.10, wanted at least 2.20");
    }

    @Test
    void says_whether_the_ratio_is_low_enough() {
        Promise promise = Promise.atMost(0.5, "select", "brigade", "throughput to spring");

        assertThat(promise.line(measured(0.4)))
                .get()
                .asString()
                .startsWith("yes")
                .endsWith("wanted at most 0.50");
        assertThat(promise.line(measured(0.6))).get().asString().startsWith("NO");
    }

    @Test
    void says_nothing_of_what_was_not_measured() {
        assertThat(Promise.atLeast(1.2, "update", "brigade", "throughput to spring")
                        .line(measured(2)))
                .isEmpty();
    }
}
