package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String HOSTILE = "</code></script><script>alert(1)</script>' onclick=\"x\" & \u202e <!-- ]]>";

    @Test
    void a_page_has_findings_pairs_and_certificates() {
        String page = page();

        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("<title>Brigade check: 3 findings</title>", "href=\"#f1\"", "id=\"f1\"", "id=\"f3\"")
                .contains("… 2 steps that matter to nobody else</summary>")
                .contains("<b>t0 → t1</b> the explorer switches here")
                .contains("no serial order gives this\">pantry: dish=soup portions=19")
                .contains(".replay(&quot;t0*3 t1*5 t0*2&quot;)")
                .contains("Certified: all 24 inequivalent schedules of 2 threads")
                .contains("6 pairs: 1 with a finding");
    }

    @Test
    void it_needs_nothing_from_elsewhere() {
        assertThat(page().replaceAll("http://mail", ""))
                .doesNotContain("http:", "https:", "src=\"", "url(", "@import", "<link");
    }

    @Test
    void whatever_is_in_a_finding_nothing_of_it_becomes_markup() {
        Finding plain = Findings.lostUpdate();
        TraceStep step = new TraceStep(
                0, HOSTILE, HOSTILE, List.of(HOSTILE), "X.y(" + HOSTILE + ")", List.of(HOSTILE), HOSTILE, true);
        Finding hostile = new Finding(
                new Subject.Application(HOSTILE + ".app", List.of(new Subject.Call(HOSTILE, HOSTILE, HOSTILE))),
                plain.anomaly(),
                HOSTILE,
                List.of(HOSTILE, HOSTILE),
                List.of(step, new TraceStep(1, "reads", "", List.of(HOSTILE), "", List.of(), "", true)),
                List.of(new Outcome(HOSTILE, List.of(HOSTILE), List.of(HOSTILE))),
                new Outcome("", List.of(HOSTILE + "!"), List.of()),
                List.of(HOSTILE),
                List.of(new Fix(HOSTILE, HOSTILE)),
                HOSTILE,
                1,
                1);
        Certificate certificate = new Certificate(
                HOSTILE,
                List.of(),
                1,
                1,
                new Coverage.Sampled(1, HOSTILE),
                Duration.ZERO,
                List.of(HOSTILE),
                List.of(HOSTILE));
        Pair pair = new Pair(HOSTILE, HOSTILE, new Verdict.LeftControl(HOSTILE), 1, Duration.ZERO, Pair.Safe.UNKNOWN);

        String page = HtmlReport.of(List.of(hostile), List.of(certificate), List.of(pair));

        assertThat(page).doesNotContain("<script>alert", "onclick=\"", "<!-- ", "\u202e");
        assertThat(Pattern.compile("<script>").matcher(page).results().count()).isEqualTo(1);
        assertThat(page).contains("&lt;script&gt;alert(1)");
    }

    @Test
    void only_its_own_script_may_run() {
        assertThat(page()).containsPattern("script-src 'sha256-[A-Za-z0-9+/]{43}='");
    }

    @Test
    void steps_of_one_location_are_marked_together_without_a_script() {
        assertThat(page())
                .contains("#f1:has(.f1l0:is(:hover,:focus)) .f1l0{")
                .contains("class=\"step matters f1l0\" tabindex=\"0\"");
    }

    @Test
    void a_page_without_findings_says_so() {
        assertThat(HtmlReport.of(List.of(), List.of()))
                .contains("<h1>Nothing found</h1>")
                .doesNotContain("Summary");
    }

    private static String page() {
        return HtmlReport.of(
                List.of(Findings.lostUpdate(), Findings.deadlock(), Findings.counter(48)),
                List.of(
                        CertificateTextTest.certificate(24, 2, new Coverage.AllInequivalent(), List.of()),
                        CertificateTextTest.certificate(
                                3000, 2, new Coverage.Sampled(3000, "POS"), List.of("the service at http://mail"))),
                PairTableTest.PAIRS);
    }
}
