package dev.brigade.check.suite.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Exploration;
import dev.brigade.check.explore.AllSchedules;
import dev.brigade.check.explore.AllSchedules.Outcomes;
import dev.brigade.check.report.Anomaly;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That "all inequivalent schedules" are: whatever comes out of some schedule of a program comes out of one of these. Where there are
 * too many to run all, of schedules at random.
 */
class CompletenessTest {
    private static final int MOST = 3000;
    private static final int AT_RANDOM = 500;

    static List<Arguments> programs() {
        return Stream.concat(
                        JvmPatterns.all().stream()
                                .filter(pattern -> pattern.expected() != Anomaly.LIVELOCK) // it has endless ones
                                .flatMap(pattern -> Stream.of(
                                        Arguments.of(pattern.name() + ", broken", pattern.broken()),
                                        Arguments.of(pattern.name() + ", fixed", pattern.fixed()))),
                        SctBench.all().stream()
                                .filter(program -> program.calls().threads() < 5)
                                .map(program -> Arguments.of(
                                        program.toString(), (Supplier<Exploration<?>>) program::exploration)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void no_outcome_is_missing(String name, Supplier<Exploration<?>> exploration) {
        Outcomes reduced = AllSchedules.reduced(exploration.get(), MOST);
        if (!reduced.complete()) {
            return; // what is missing may come yet
        }
        Outcomes plain = AllSchedules.plain(exploration.get(), MOST);
        Map<String, String> others = new TreeMap<>(plain.outcomes());
        if (!plain.complete()) {
            others.putAll(AllSchedules.random(exploration.get(), AT_RANDOM).outcomes());
        }
        others.keySet().removeAll(reduced.outcomes().keySet());

        assertThat(others).as("outcomes that are missing, with their schedules").isEmpty();
    }
}
