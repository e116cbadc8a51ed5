package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairTableTest {
    static final List<Pair> PAIRS = List.of(
            pair("GET /pantry", "POST /orders", new Verdict.Passed(new Coverage.AllInequivalent()), 24, Pair.Safe.YES),
            pair("POST /orders", "POST /orders", new Verdict.Found(Anomaly.LOST_UPDATE), 2, Pair.Safe.NO),
            pair(
                    "POST /orders",
                    "DELETE /orders/{id}",
                    new Verdict.Passed(new Coverage.DelayBound(2)),
                    12_310,
                    Pair.Safe.UNKNOWN),
            pair(
                    "POST /visits",
                    "POST /visits",
                    new Verdict.Suppressed(Anomaly.LOST_UPDATE, "visits are counted roughly"),
                    2,
                    Pair.Safe.NO),
            pair(
                    "POST /mail",
                    "POST /orders",
                    new Verdict.LeftControl("waited for the service at http://mail"),
                    3,
                    Pair.Safe.UNKNOWN),
            pair("PUT /menu", "POST /orders", new Verdict.NoExample("an example for PUT /menu"), 0, Pair.Safe.UNKNOWN));

    @Test
    void what_needs_attention_comes_first_and_a_summary_last() {
        assertThat(PairTable.of(PAIRS, TextStyle.PLAIN)).isEqualTo("""
                first         second               verdict                                     schedules    time  safe at READ COMMITTED
                ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                POST /orders  POST /orders         lost update                                         2   22 ms  no
                POST /mail    POST /orders         left control: waited for the service at             3   23 ms  unknown
                                                   http://mail
                PUT /menu     POST /orders         not run, it lacks an example for PUT /menu                     unknown
                POST /visits  POST /visits         lost update, allowed: visits are counted            2   22 ms  no
                                                   roughly
                POST /orders  DELETE /orders/{id}  no finding with at most 2 delays               12,310  12.3 s  unknown
                GET /pantry   POST /orders         certified                                          24   44 ms  yes

                6 pairs: 1 with a finding, 1 left control, 1 not run, 1 allowed, 1 bounded, 1 certified. At READ COMMITTED 1 is safe, 2
                are not, and of 3 it is unknown.
                """);
    }

    @Test
    void a_narrow_terminal_gets_a_narrow_table() {
        assertThat(PairTable.of(PAIRS, TextStyle.PLAIN.width(90)).lines())
                .allSatisfy(line -> assertThat(Words.width(line)).isLessThanOrEqualTo(90));
    }

    @Test
    void without_pairs_the_summary_says_why() {
        assertThat(PairTable.of(List.of(), TextStyle.PLAIN))
                .isEqualTo("No pair of routes was run: none of them can conflict, or the application has none.\n");
    }

    @Test
    void if_no_pair_was_run_the_summary_says_that() {
        List<Pair> none = List.of(
                pair("PUT /menu", "each route", new Verdict.NoExample("an example"), 0, Pair.Safe.UNKNOWN),
                pair("GET /mine", "GET /mine", new Verdict.Refused("GET /mine", "401"), 0, Pair.Safe.UNKNOWN));
        assertThat(PairTable.of(none, TextStyle.PLAIN))
                .contains("not run: alone, GET /mine is answered 401; give an")
                .endsWith(
                        "2 rows, but no pair was run, so nothing is known: give routes examples, or let tests send requests by app.client().\n");
    }

    private static Pair pair(String first, String second, Verdict verdict, int schedules, Pair.Safe safe) {
        return new Pair(first, second, verdict, schedules, Duration.ofMillis(20L + schedules), safe);
    }
}
