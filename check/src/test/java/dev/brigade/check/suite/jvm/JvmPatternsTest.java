package dev.brigade.check.suite.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.suite.BrokenProgram;
import dev.brigade.check.suite.Replayed;
import dev.brigade.check.suite.Result;
import dev.brigade.check.suite.Results;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmPatternsTest {
    static List<Pattern> patterns() {
        return JvmPatterns.all();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void the_bug_is_found_and_called_by_its_name(Pattern pattern) {
        Result result = Results.broken(pattern);

        assertThat(result.found()).as(result.report()).contains(pattern.expected());
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void nothing_is_found_in_the_repaired_twin(Pattern pattern) {
        Result result = Results.fixed(pattern);

        assertThat(result.found()).as(result.report()).isEmpty();
    }

    @Test
    void each_finding_is_the_same_in_100_of_100_replays_here_and_in_a_new_jvm() throws Exception {
        Replayed.areTheSame(patterns().stream().map(BrokenProgram::of), Replayed.TIMES);
    }
}
