package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
    @Test
    void a_lost_update_is_shown_with_a_column_for_each_request() {
        assertThat(TextReport.of(Findings.lostUpdate())).isEqualTo("""
                Lost update: POST /orders (1) and POST /orders (2) both read portions = 20, and both wrote 19.
                A value was written that was computed from one that another thread had changed meanwhile.
                Found by schedule 2 of kitchen.Kitchen.app, with 1 switch from a thread that could have gone on. ● takes part.

                     │ t0 POST /orders (1)                                     │ t1 POST /orders (2)
                ─────┼─────────────────────────────────────────────────────────┼────────────────────────────────────────────────────────
                   1 │ … 2 steps that matter to nobody else                    │
                ●  3 │ select portions from pantry where dish = 'soup'         │
                     │ → 1 row: (20)                           Kitchen.java:42 │
                ─────┼─ t0 → t1: the explorer switches here ────────────────────────────────────────────────────────────────────────────
                   4 │                                                         │ … 2 steps that matter to nobody else
                ●  6 │                                                         │ select portions from pantry where dish = 'soup'
                     │                                                         │ → 1 row: (20)                           Kitchen.java:42
                ●  7 │                                                         │ update pantry set portions = 19 where dish = 'soup'
                     │                                                         │ → 1 row                                 Kitchen.java:45
                ●  8 │                                                         │ commits
                ─────┼─ t1 → t0: has ended ─────────────────────────────────────────────────────────────────────────────────────────────
                ●  9 │ update pantry set portions = 19 where dish = 'soup'     │
                     │ → 1 row                                 Kitchen.java:45 │
                ● 10 │ commits                                                 │

                What came out, where it differs
                  both serial orders                    pantry: dish=soup portions=18
                  this schedule                       ! pantry: dish=soup portions=19
                  ! no serial order gives this.
                  3 more values are the same everywhere.

                What helps
                  1. let the database compute: update pantry set portions = portions - 1 where dish = ?
                     ✓ tried: 12 schedules, none shows it
                  2. run it at SERIALIZABLE: route.isolation(SERIALIZABLE)
                     advice, not tried

                To see it again
                  import dev.brigade.check.Explore;
                  import kitchen.Kitchen;
                  import org.junit.jupiter.api.Test;

                  class LostUpdateReplayTest {
                      /** Lost update: POST /orders (1) and POST /orders (2) both read portions = 20, and both wrote 19. */
                      @Test
                      void lost_update_of_post_orders() {
                          Explore.app(Kitchen::app)
                                  .request("POST", "/orders", "{\\"dish\\": \\"soup\\"}")
                                  .request("POST", "/orders", "{\\"dish\\": \\"soup\\"}")
                                  .replay("t0*3 t1*5 t0*2");
                      }
                  }
                """);
    }

    @Test
    void a_deadlock_is_shown_with_the_locks_and_who_waits_for_whom() {
        assertThat(TextReport.of(Findings.deadlock(), TextStyle.PLAIN.width(100)))
                .startsWith("""
                Deadlock: baker holds "oven" and waits for "fridge"; cooler holds "fridge" and waits for "oven".
                Threads wait for each other, and none of them can go on.
                Found by schedule 3 of kitchen.CookTest.bakes_and_chills, with 1 switch from a thread that could
                have gone on. ● takes part.

                     │ t0 baker                                      │ t1 cooler
                ─────┼───────────────────────────────────────────────┼──────────────────────────────────────────────
                ●  1 │ acquires lock "oven"             Cook.java:12 │
                     │ holds lock "oven"                             │
                ─────┼─ t0 → t1: the explorer switches here ────────────────────────────────────────────────────────
                ●  2 │                                               │ acquires lock "fridge"           Cook.java:20
                     │                                               │ holds lock "fridge"
                ●  3 │                                               │ wants lock "oven"                Cook.java:21
                ─────┼─ t1 → t0: waits for lock "oven" held by baker ───────────────────────────────────────────────
                ●  4 │ wants lock "fridge"              Cook.java:13 │
                ─────┼─ t0: waits for lock "fridge" held by cooler, and nobody can go on ───────────────────────────

                Who waits for whom
                  baker waits for lock "fridge", held by cooler since step 2
                  cooler waits for lock "oven", held by baker since step 1
                """);
    }

    @Test
    void many_threads_that_are_alike_and_take_no_part_are_a_remark() {
        assertThat(TextReport.of(Findings.counter(48), TextStyle.PLAIN.width(100)))
                .contains("""
                      │ t0 adder 1                                   │ t1 adder 2
                ──────┼──────────────────────────────────────────────┼─────────────────────────────────────────────
                ●   1 │ reads count → 0              Counter.java:12 │
                ──────┼─ t2–t49: 96 steps of threads that take no part (before: the explorer switches here) ───────
                ●  98 │                                              │ reads count → 0              Counter.java:12
                ●  99 │                                              │ writes count → 1             Counter.java:12
                ──────┼─ t1 → t0: has ended ───────────────────────────────────────────────────────────────────────
                ● 100 │ writes count → 1             Counter.java:12 │
                     t2–t49 are alike (reader 1 … reader 48), each of 2 steps, and take no part.
                """);
    }

    @Test
    void long_sql_is_wrapped_in_its_column_and_nothing_of_it_is_lost() {
        String sql =
                "select o.id, o.dish, p.portions from orders o join pantry p on p.dish = o.dish where o.state = 'OPEN' and"
                        + " p.portions >= o.portions and upper(o.dish) like '%VERYLONGNAMEOFADISHTHATHASNOSPACEINITANDGOESON%' order by o.id";
        Finding finding = Findings.with(
                Findings.lostUpdate(),
                List.of(Findings.step(0, sql, "0 rows", "table orders[*]", "Kitchen.open(Kitchen.java:7)", "")));

        String report = TextReport.of(finding, TextStyle.PLAIN.width(100));

        assertThat(report).contains("""
                ●  1 │ select o.id, o.dish, p.portions from orders o │
                     │   join pantry p on p.dish = o.dish where      │
                     │   o.state = 'OPEN' and p.portions >=          │
                     │   o.portions and upper(o.dish) like           │
                     │   '%VERYLONGNAMEOFADISHTHATHASNOSPACEINITANDG │
                     │   OESON%' order by o.id → 0 rows              │
                     │                                Kitchen.java:7 │
                """);
    }

    @Test
    void the_complete_report_has_each_step_and_each_value() {
        String report = TextReport.of(Findings.lostUpdate(), TextStyle.PLAIN.complete());

        assertThat(report)
                .contains(
                        "   1 │ leases a connection", "   2 │ begins a transaction", "pantry: dish=lasagne portions=7")
                .doesNotContain("matter to nobody else", "the same everywhere");
    }

    @Test
    void values_that_each_occur_serially_but_never_together_are_said_to_be_that() {
        Finding skew = outcomes(
                List.of(outcome("a, then b", "1", "2"), outcome("b, then a", "2", "1")), outcome("", "1", "1"));

        assertThat(TextReport.of(skew)).contains("""
                What came out, where it differs
                  a, then b                             a: 1
                                                        b: 2
                  b, then a                             a: 2
                                                        b: 1
                  this schedule                         a: 1
                                                        b: 1
                  Each of these values occurs in some serial order; all of them together occur in none.
                """);
    }

    @Test
    void a_row_that_is_not_there_is_said_to_be_missing() {
        Finding lost = outcomes(
                List.of(new Outcome("a, then b", List.of(), List.of("orders: id=1", "orders: id=2"))),
                new Outcome("", List.of(), List.of("orders: id=1")));

        assertThat(TextReport.of(lost)).contains("! without orders: id=2");
    }

    @Test
    void what_comes_from_elsewhere_can_neither_colour_the_terminal_nor_break_the_columns() {
        Finding finding = Findings.with(
                Findings.lostUpdate(),
                List.of(Findings.step(0, "select\n\t1 \u001b[31m", "\u202eevil\r料理", "table x", "X.java", "")));

        assertThat(TextReport.of(finding))
                .doesNotContain("\u001b", "\u202e", "\r")
                .contains("│ select 1 \\u001b[31m → \\u202eevil 料理");
    }

    @Test
    void colours_change_nothing_but_colours() {
        for (Finding finding : List.of(Findings.lostUpdate(), Findings.deadlock(), Findings.counter(48))) {
            String coloured = TextReport.of(finding, TextStyle.PLAIN.coloured());

            assertThat(coloured).contains("\u001b[1;31m");
            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(TextReport.of(finding));
        }
    }

    @Test
    void no_line_of_the_schedule_is_wider_than_asked_for() {
        for (int width : List.of(60, 100, 120, 140)) {
            for (Finding finding : List.of(Findings.lostUpdate(), Findings.deadlock(), Findings.counter(7))) {
                for (TextStyle style : List.of(TextStyle.PLAIN, TextStyle.PLAIN.complete())) {
                    String report = TextReport.of(finding, style.width(width));

                    assertThat(report.substring(0, report.indexOf("To see it again"))
                                    .lines())
                            .allSatisfy(line -> assertThat(Words.width(line)).isLessThanOrEqualTo(width));
                }
            }
        }
    }

    @Test
    void where_columns_would_be_too_narrow_the_threads_are_named_one_below_the_other() {
        assertThat(TextReport.of(Findings.counter(7), TextStyle.PLAIN.width(100).complete()))
                .contains("""
                             │ t0 adder 1
                        ●  1 │ reads count → 0                                                               Counter.java:12
                        ─────┼─ t0 → t2: the explorer switches here ────────────────────────────────────────────────────────
                             │ t2 reader 1
                           2 │ reads name
                           3 │ ends
                        ─────┼─ t2 → t3: has ended""");
    }

    @Test
    void a_schedule_of_very_many_rows_is_cut_in_the_middle_which_is_said() {
        List<TraceStep> steps = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            steps.add(Findings.step(0, "reads count", "0", "field count", "", ""));
        }

        assertThat(TextReport.of(Findings.with(Findings.lostUpdate(), steps)))
                .contains("─ …: 840 more rows, which the complete report shows");
    }

    @Test
    void a_report_too_narrow_to_read_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextStyle.PLAIN.width(20))
                .withMessage("A report of 20 columns can't be read: give it at least 60");
    }

    private static Outcome outcome(String order, String... results) {
        return new Outcome(order, List.of(results), List.of());
    }

    private static Finding outcomes(List<Outcome> serial, Outcome found) {
        return new Finding(
                new Subject.Threads(""),
                Anomaly.WRITE_SKEW,
                "Both went off duty.",
                List.of("a", "b"),
                List.of(),
                serial,
                found,
                List.of(),
                List.of(),
                "t0 t1",
                1,
                1);
    }
}
