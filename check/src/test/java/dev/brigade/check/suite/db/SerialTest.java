package dev.brigade.check.suite.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.suite.acidrain.Vulnerability;
import dev.brigade.data.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One after the other, the programs do what they are for, whether broken or repaired. */
class SerialTest {
    static Stream<Arguments> patterns() {
        Stream<DbPattern> patterns = Stream.concat(
                DbPatterns.all().stream(), Vulnerability.ALL.stream().map(Vulnerability::pattern));
        return patterns.flatMap(
                pattern -> pattern.databases().stream().map(database -> Arguments.of(pattern, database)));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void alone_every_program_works_and_the_repaired_one_answers_as_the_broken_one(
            DbPattern pattern, TestDatabase database) throws Exception {
        if (pattern.broken().isMeeting()) {
            return;
        }
        for (List<Integer> order : List.of(List.of(0, 1), List.of(1, 0))) {
            List<Integer> threads = order.stream()
                    .filter(one -> one < pattern.broken().threads())
                    .toList();
            List<String> broken = pattern.broken().serially(database, threads);
            assertThat(broken).noneMatch(answer -> answer.startsWith("5"));
            assertThat(pattern.fixed().serially(database, threads)).noneMatch(answer -> answer.startsWith("5"));
        }
    }
}
