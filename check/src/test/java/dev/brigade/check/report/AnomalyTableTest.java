package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnomalyTableTest {
    @Test
    void each_pattern_is_a_row_and_what_is_not_as_expected_stands_out() {
        Certificate twin = CertificateTextTest.certificate(24, 2, new Coverage.AllInequivalent(), List.of());

        assertThat(AnomalyTable.markdown(List.of(
                        row(
                                "stock read | computed",
                                Anomaly.LOST_UPDATE,
                                Optional.of(Anomaly.LOST_UPDATE),
                                Optional.of(twin)),
                        row("count, then insert", Anomaly.PHANTOM, Optional.of(Anomaly.NOT_SERIAL), Optional.empty()),
                        row("select * from <t>", Anomaly.READ_SKEW, Optional.empty(), Optional.empty()))))
                .isEqualTo("""
                        | pattern | layer | anomaly | found as | schedules | time | put right |
                        |---|---|---|---|---:|---:|---|
                        | stock read \\| computed | SQL | lost update | the same | 1,234 | 45 ms | certified, 24 schedules, 0.3 s |
                        | count, then insert | SQL | phantom | **not serialisable** | 1,234 | 45 ms | – |
                        | select \\* from &lt;t> | SQL | read skew | **not found** | – | – | – |

                        2 of 3 patterns found, 1 under the expected name.
                        """);
    }

    private static AnomalyRow row(
            String pattern, Anomaly expected, Optional<Anomaly> found, Optional<Certificate> twin) {
        return new AnomalyRow(pattern, "SQL", expected, found, 1234, Duration.ofMillis(45), twin);
    }
}
