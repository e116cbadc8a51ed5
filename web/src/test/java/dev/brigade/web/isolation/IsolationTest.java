package dev.brigade.web.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IsolationTest {
    private static final Path PAGE = Path.of("../docs/isolation.md");
    private static final String WRITE = "docs.write";

    @ParameterizedTest
    @EnumSource
    void on_h2_exactly_these_anomalies_can_happen(Isolation isolation) throws Exception {
        happensAsDeclared(TestDatabase.H2, isolation);
    }

    @ParameterizedTest
    @EnumSource
    void on_postgresql_exactly_these_anomalies_can_happen(Isolation isolation) throws Exception {
        happensAsDeclared(TestDatabase.POSTGRESQL, isolation);
    }

    private static void happensAsDeclared(TestDatabase database, Isolation isolation) throws Exception {
        Set<Anomaly> happened = EnumSet.noneOf(Anomaly.class);
        try (Play play = new Play(database, isolation)) {
            for (Anomaly anomaly : Anomaly.values()) {
                Seen seen = play.perform(anomaly);
                assertThat(seen.statuses())
                        .as("answers of %s: %s", anomaly, seen)
                        .allMatch(status -> status == 200);
                if (anomaly.happenedIn(seen)) {
                    happened.add(anomaly);
                }
            }
        }
        assertThat(happened).isEqualTo(those(anomaly -> anomaly.canHappen(database, isolation)));
    }

    private static Set<Anomaly> those(Predicate<Anomaly> wanted) {
        Set<Anomaly> found = EnumSet.noneOf(Anomaly.class);
        Arrays.stream(Anomaly.values()).filter(wanted).forEach(found::add);
        return found;
    }

    @Test
    void at_the_default_on_postgresql_none_can_happen() {
        assertThat(those(anomaly -> anomaly.canHappen(TestDatabase.POSTGRESQL, Isolation.SERIALIZABLE)))
                .isEmpty();
    }

    @Test
    void the_page_says_what_the_tests_show() throws Exception {
        String page = IsolationPage.of(List.of(Anomaly.values()));
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        "docs/isolation.md is not what these tests show; write it anew: "
                                + "./brigade test -pl web -am -Dtest=IsolationTest -D%s=true",
                        WRITE)
                .isEqualTo(page);
    }
}
