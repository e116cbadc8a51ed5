package dev.brigade.bench.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.brigade.bench.report.Figure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Attempt attempt(String answer) {
        return Attempt.of(answer, false, 10_000, MINUTE);
    }

    @Test
    void a_hang_is_not_the_assertion_that_was_looked_for() {
        assertThat(attempt("failed 12 1000").found()).isTrue();
        assertThat(attempt("hung 12 1000").found()).isFalse();
        assertThat(Attempt.of("hung 12 1000", true, 10_000, MINUTE).found()).isTrue();
    }

    @Test
    void what_was_found_beyond_the_limits_does_not_count() {
        assertThat(attempt("failed 10001 1000").found()).isFalse();
        assertThat(attempt("failed 12 60000000001").found()).isFalse();
    }

    @Test
    void the_medians_are_those_of_the_tries_that_found_it() {
        Tries tries = new Tries(
                "reorder",
                "explorer",
                List.of(attempt("failed 10 1000000000"), attempt("failed 20 2000000000"), attempt("passed 9 9")));

        assertThat(tries.found()).isTrue();
        assertThat(tries.runs()).isEqualTo("15");
        assertThat(tries.seconds()).isEqualTo("1.50 s");
        assertThat(tries.figures())
                .extracting(Figure::metric, Figure::median, Figure::rounds)
                .containsExactly(
                        tuple("found", 100.0, 3),
                        tuple("runs until it is found", 15.0, 2),
                        tuple("time until it is found", 1.5, 2));
    }

    @Test
    void what_half_of_the_tries_miss_is_not_found() {
        Tries tries = new Tries(
                "reorder", "explorer", List.of(attempt("failed 10 1000"), attempt("passed 10000 7000000000")));

        assertThat(tries.found()).isFalse();
        assertThat(tries.runs()).isEqualTo("–");
        assertThat(tries.seconds()).isEqualTo("not in 10,000 runs");
    }

    @Test
    void another_bug_than_the_one_there_is_told() {
        Tries tries = new Tries("wrong lock", "lincheck", List.of(attempt("hung 56 1000")));

        assertThat(tries.seconds()).isEqualTo("hung instead, after 56 runs");
    }
}
