package dev.brigade.check.suite.db;

import static dev.brigade.data.TestDatabase.H2;
import static dev.brigade.data.TestDatabase.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.suite.BrokenProgram;
import dev.brigade.check.suite.Replayed;
import dev.brigade.check.suite.Result;
import dev.brigade.check.suite.Results;
import dev.brigade.data.TestDatabase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DbPatternsTest {

    /** Those that can happen on H2, and those that have no database. */
    static List<DbPattern> onH2() {
        return DbPatterns.all().stream().filter(pattern -> pattern.home() == H2).toList();
    }

    static List<DbPattern> onPostgresql() {
        return DbPatterns.all().stream()
                .filter(pattern -> pattern.databases().contains(POSTGRESQL))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("onH2")
    void on_h2_the_bug_is_found_and_called_by_its_name(DbPattern pattern) {
        Result result = Results.broken(pattern, H2);

        assertThat(result.found()).as(result.report()).contains(pattern.expected());
    }

    @ParameterizedTest
    @MethodSource("onH2")
    void on_h2_it_is_proved_that_the_repaired_twin_has_none(DbPattern pattern) {
        Result result = Results.fixed(pattern, H2);

        assertThat(result.found()).as(result.report()).isEmpty();
        assertThat(result.isProved()).as(result.report()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("onPostgresql")
    void on_postgresql_the_bug_is_found_and_called_by_its_name(DbPattern pattern) {
        Result result = Results.broken(pattern, POSTGRESQL);

        assertThat(result.found()).as(result.report()).contains(pattern.expected());
    }

    @ParameterizedTest
    @MethodSource("onPostgresql")
    void on_postgresql_nothing_is_found_in_the_repaired_twin(DbPattern pattern) {
        Result result = Results.fixed(pattern, POSTGRESQL);

        assertThat(result.found()).as(result.report()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void each_finding_is_the_same_in_all_replays_here_and_in_a_new_jvm(TestDatabase database) throws Exception {
        Replayed.areTheSame(
                (database == H2 ? onH2() : onPostgresql()).stream().map(pattern -> BrokenProgram.of(pattern, database)),
                Replayed.TIMES_WITH_A_DATABASE);
    }
}
