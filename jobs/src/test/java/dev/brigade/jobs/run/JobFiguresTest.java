package dev.brigade.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.jobs.store.Standing;
import dev.brigade.web.background.Figure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of the rows of jobs, and how old it is. */
class JobFiguresTest {

    private static double value(JobFigures figures, String name) {
        return figures.all().stream()
                .filter(one -> one.name().equals(name) && one.labels().equals(Map.of("job", "bill")))
                .map(Figure::value)
                .findFirst()
                .orElseThrow()
                .getAsDouble();
    }

    @Test
    void the_age_of_what_is_due_is_that_when_it_was_looked_at_since_it_may_have_been_done_after_that()
            throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        JobFigures figures = new JobFigures(
                now -> {
                    asked.countDown();
                    return new Standing(now, Map.of("bill", new Standing.Due(1, now.minusSeconds(5))), Map.of());
                },
                new InHand(),
                Set.of("bill"),
                1,
                Duration.ofHours(1));
        double age = value(figures, "jobs.due.age");
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        while (Double.isNaN(age)) {
            age = value(figures, "jobs.due.age");
        }
        assertThat(age).isEqualTo(5.0);
        figures.end();
    }

    @Test
    void jobs_that_no_node_knows_are_told_under_one_name() throws Exception {
        JobFigures figures = new JobFigures(
                now -> new Standing(
                        now,
                        Map.of("gone", new Standing.Due(3, now), "lost", new Standing.Due(1, now)),
                        Map.of("gone", 2L)),
                new InHand(),
                Set.of("bill"),
                1,
                Duration.ofHours(1));
        Map<String, Double> told = Map.of();
        while (!told.containsValue(4.0)) {
            told = figures.all().stream()
                    .filter(one -> one.labels().equals(Map.of("job", "_OTHER")))
                    .collect(Collectors.toMap(Figure::name, one -> one.value().getAsDouble()));
        }
        assertThat(told).containsEntry("jobs.due", 4.0).containsEntry("jobs.failed", 2.0);
        figures.end();
    }

    @Test
    void after_somebody_has_read_it_is_asked_again_and_again_so_that_who_reads_seldom_reads_nothing_old()
            throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch often = new CountDownLatch(5);
        JobFigures figures = new JobFigures(
                now -> {
                    often.countDown();
                    if (times.incrementAndGet() == 2) {
                        throw new IllegalStateException("the database is away, for a test");
                    }
                    return new Standing(now, Map.of(), Map.of());
                },
                new InHand(),
                Set.of("bill"),
                1,
                Duration.ofMillis(1));
        value(figures, "jobs.due");
        assertThat(often.await(1, TimeUnit.MINUTES)).isTrue();
        figures.end();
    }
}
