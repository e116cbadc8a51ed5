package dev.brigade.check.suite.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explored;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SctBenchTest {
    static List<SctBench.Program> programs() {
        return SctBench.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void the_bug_of_a_program_of_the_benchmark_is_found(SctBench.Program program) {
        Explored explored = program.exploration().budget(Duration.ofSeconds(10)).explore();

        assertThat(explored.finding()).as(explored.report()).isPresent();
    }
}
