package dev.brigade.check.suite.acidrain;

import static dev.brigade.data.TestDatabase.H2;
import static dev.brigade.data.TestDatabase.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.suite.BrokenProgram;
import dev.brigade.check.suite.Medians;
import dev.brigade.check.suite.Replayed;
import dev.brigade.check.suite.Result;
import dev.brigade.check.suite.Results;
import dev.brigade.data.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The study took about two hours of a person's work to confirm each of these. */
class AcidRainTest {
    private static final Duration TIME = Duration.ofSeconds(10);

    static List<Vulnerability> vulnerabilities() {
        return Vulnerability.ALL;
    }

    @Test
    void there_are_as_many_as_the_study_found() {
        assertThat(Vulnerability.ALL).hasSize(22);
    }

    @ParameterizedTest
    @MethodSource("vulnerabilities")
    void on_h2_a_vulnerability_is_confirmed_within_ten_seconds(Vulnerability vulnerability) {
        isConfirmed(vulnerability, H2);
    }

    @ParameterizedTest
    @MethodSource("vulnerabilities")
    void on_h2_it_is_proved_that_the_repaired_shop_has_none(Vulnerability vulnerability) {
        Result result = Results.fixed(vulnerability.pattern(), H2);

        assertThat(result.found()).as(result.report()).isEmpty();
        assertThat(result.isProved()).as(result.report()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("vulnerabilities")
    void on_postgresql_a_vulnerability_is_confirmed_within_ten_seconds(Vulnerability vulnerability) {
        isConfirmed(vulnerability, POSTGRESQL);
    }

    @ParameterizedTest
    @MethodSource("vulnerabilities")
    void on_postgresql_nothing_is_found_in_the_repaired_shop(Vulnerability vulnerability) {
        Result result = Results.fixed(vulnerability.pattern(), POSTGRESQL);

        assertThat(result.found()).as(result.report()).isEmpty();
    }

    private static void isConfirmed(Vulnerability vulnerability, TestDatabase database) {
        Result result = Results.broken(vulnerability.pattern(), database, TIME);

        assertThat(result.found())
                .as(result.report())
                .contains(vulnerability.pattern().expected());
    }

    @ParameterizedTest
    @EnumSource
    void half_of_them_take_at_most_ten_schedules(TestDatabase database) {
        assertThat(Medians.schedules(vulnerabilities().stream()
                        .map(vulnerability -> Results.broken(vulnerability.pattern(), database, TIME))
                        .toList()))
                .isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void each_finding_is_the_same_in_all_replays_here_and_in_a_new_jvm(TestDatabase database) throws Exception {
        Replayed.areTheSame(
                vulnerabilities().stream().map(vulnerability -> BrokenProgram.of(vulnerability.pattern(), database)),
                Replayed.TIMES_WITH_A_DATABASE);
    }
}
