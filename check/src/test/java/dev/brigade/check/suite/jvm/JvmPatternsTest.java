package dev.brigade.check.suite.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explored;
import dev.brigade.check.report.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmPatternsTest {
    private static final Duration BUDGET = Duration.ofSeconds(3);

    static List<Pattern> patterns() {
        return JvmPatterns.all();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void the_bug_is_found_and_called_by_its_name(Pattern pattern) {
        Explored explored = pattern.broken().get().budget(BUDGET).explore();

        assertThat(explored.finding().map(Finding::anomaly))
                .as("%s: %s", pattern.name(), explored.report())
                .contains(pattern.expected());
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void nothing_is_found_in_the_repaired_twin(Pattern pattern) {
        Explored explored = pattern.fixed().get().budget(BUDGET).explore();

        assertThat(explored.finding())
                .as("%s: %s", pattern.name(), explored.report())
                .isEmpty();
    }
}
