package dev.brigade.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.bench.load.Measured;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final List<Metric> METRICS = List.of(
            Metric.of("throughput", "requests/s", Round::throughput), Metric.toBase("to base", Round::throughput));

    private static Turns turns(String subject, long... requests) {
        List<Round> rounds =
                Arrays.stream(requests).mapToObj(FiguresTest::round).toList();
        return new Turns(new Subject(subject, new Program("", "", List.of())), rounds);
    }

    /** Of a second, in which a tenth of the requests was refused. */
    private static Round round(long requests) {
        Measured load =
                new Measured(requests, requests / 10, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, "503");
        return new Round(load, Duration.ofMillis(800), Duration.ofMillis(100), Duration.ofMillis(300));
    }

    @Test
    void a_ratio_is_that_of_rounds_measured_side_by_side() {
        List<Figure> figures =
                Figures.of("case", List.of(turns("mine", 200, 900), turns("base", 100, 300)), "base", METRICS);

        assertThat(figures)
                .extracting(Figure::subject, Figure::metric, Figure::min, Figure::max)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("mine", "throughput", 180.0, 810.0),
                        org.assertj.core.groups.Tuple.tuple("mine", "to base", 2.0, 3.0),
                        org.assertj.core.groups.Tuple.tuple("base", "throughput", 90.0, 270.0),
                        org.assertj.core.groups.Tuple.tuple("base", "to base", 1.0, 1.0));
    }

    @Test
    void without_the_base_there_are_no_ratios() {
        assertThat(Figures.of("case", List.of(turns("mine", 200)), "base", METRICS))
                .extracting(Figure::metric)
                .containsExactly("throughput");
    }

    @Test
    void cpu_time_is_that_of_each_request_that_was_answered_whatever_the_answer() {
        assertThat(round(1000).cpuMicros()).isEqualTo(800);
        assertThat(round(1000).helperMicros()).isEqualTo(300);
        assertThat(round(1000).othersPercent()).isEqualTo(40);
    }
}
