package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateTextTest {
    @Test
    void all_inequivalent_schedules_certify() {
        assertThat(CertificateText.sentence(certificate(24, 2, new Coverage.AllInequivalent(), List.of())))
                .isEqualTo("Certified: all 24 inequivalent schedules of 2 threads were run in 0.3 s;"
                        + " each outcome is one of the 2 serial ones.");
        assertThat(CertificateText.sentence(certificate(1, 1, new Coverage.AllInequivalent(), List.of())))
                .isEqualTo("Certified: the only inequivalent schedule of 2 threads was run in 0.3 s;"
                        + " each outcome is the one that the serial orders have.");
    }

    @Test
    void what_was_not_under_control_is_no_part_of_the_promise() {
        assertThat(CertificateText.of(
                        certificate(24, 2, new Coverage.AllInequivalent(), List.of("the service at http://mail"))))
                .isEqualTo("""
                        POST /orders × POST /orders
                          Certified for what was under control: all 24 inequivalent schedules of 2 threads were run in 0.3 s; each outcome is one of the 2 serial ones.
                          Under control: package kitchen, table pantry, lock "oven".
                          Not under control: the service at http://mail.
                        """);
    }

    @Test
    void a_bound_and_samples_prove_nothing_and_say_so() {
        assertThat(CertificateText.sentence(certificate(1310, 2, new Coverage.DelayBound(2), List.of())))
                .isEqualTo(
                        "No finding in all 1,310 schedules of 2 threads with at most 2 delays, run in 0.3 s;"
                                + " each outcome is one of the 2 serial ones. Schedules with more delays were not run: this is no proof.");
        assertThat(CertificateText.sentence(certificate(3000, 2, new Coverage.Sampled(3000, "POS"), List.of())))
                .isEqualTo("No finding in 3,000 schedules of 2 threads, chosen by POS, in 0.3 s; this is no proof.");
    }

    @Test
    void times_are_as_exact_as_anybody_needs() {
        assertThat(CertificateText.time(Duration.ofNanos(900))).isEqualTo("less than 1 ms");
        assertThat(CertificateText.time(Duration.ofMillis(45))).isEqualTo("45 ms");
        assertThat(CertificateText.time(Duration.ofMillis(12_340))).isEqualTo("12.3 s");
        assertThat(CertificateText.time(Duration.ofMillis(59_970))).isEqualTo("1 min");
        assertThat(CertificateText.time(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    }

    static Certificate certificate(int schedules, int serial, Coverage coverage, List<String> notCovered) {
        return new Certificate(
                "POST /orders × POST /orders",
                List.of("POST /orders (1)", "POST /orders (2)"),
                schedules,
                serial,
                coverage,
                Duration.ofMillis(312),
                List.of("package kitchen", "table pantry", "lock \"oven\""),
                notCovered);
    }
}
