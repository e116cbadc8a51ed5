package dev.brigade.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditTest {
    @Test
    void a_big_graph_is_cut_and_the_report_says_so() {
        List<AtomicLong> many = new CopyOnWriteArrayList<>(
                Stream.generate(AtomicLong::new).limit(100).toList());

        Report cut = Audit.of("shop", List.of(new Root("GET /", many, Optional.empty())), 10);

        assertThat(cut.text()).endsWith("""

                Only the first 10 objects were looked at; there are more.
                0 not safe, 0 unknown, 0 guarded, 10 safe
                """);
        assertThat(Audit.of("shop", List.of(new Root("GET /", many, Optional.empty())))
                        .objects())
                .isZero();
    }

    @Test
    void what_is_handed_over_itself_is_judged_too() {
        Report report = Audit.of("shop", List.of(new Root("a list", new ArrayList<>(List.of(1)), Optional.empty())));

        assertThat(report.isSafe()).isFalse();
    }

    @Test
    void an_iterator_is_at_one_place_also_of_a_list_that_never_changes() {
        Report report =
                Audit.of("shop", List.of(new Root("tables", List.of(1, 2, 3).iterator(), Optional.empty())));

        assertThat(report.isSafe()).isFalse();
        assertThat(report.text()).contains("it is at one place at a time");
    }
}
