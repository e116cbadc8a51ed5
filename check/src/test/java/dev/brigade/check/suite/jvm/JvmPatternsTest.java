package dev.brigade.check.suite.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.report.Anomaly;
import dev.brigade.check.suite.Result;
import dev.brigade.check.suite.Results;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmPatternsTest {
    /** Where the steps look like something else. */
    private static final Map<String, Anomaly> NAMED_OTHERWISE = Map.of(
            "replaced lock", Anomaly.CHECK_THEN_ACT,
            "map counter", Anomaly.CHECK_THEN_ACT,
            "circular buffer", Anomaly.CHECK_THEN_ACT,
            "compareAndSet ignored", Anomaly.CHECK_THEN_ACT,
            "lock per key", Anomaly.CHECK_THEN_ACT,
            "latch counted too often", Anomaly.TORN_UPDATE,
            "optimistic read without validation", Anomaly.NOT_SERIAL,
            "non-atomic append", Anomaly.NOT_SERIAL);

    static List<Pattern> patterns() {
        return JvmPatterns.all();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void the_bug_is_found(Pattern pattern) {
        Result result = Results.broken(pattern);

        assertThat(result.found()).as(result.report()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void nothing_is_found_in_the_repaired_twin(Pattern pattern) {
        Result result = Results.fixed(pattern);

        assertThat(result.found()).as(result.report()).isEmpty();
    }

    @Test
    void bugs_are_called_by_their_names() {
        Map<String, Anomaly> otherwise = new TreeMap<>();
        for (Pattern pattern : JvmPatterns.all()) {
            Results.broken(pattern)
                    .found()
                    .filter(found -> found != pattern.expected())
                    .ifPresent(found -> otherwise.put(pattern.name(), found));
        }

        assertThat(otherwise).containsExactlyInAnyOrderEntriesOf(NAMED_OTHERWISE);
    }
}
