package dev.brigade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.brigade.bench.report.Figure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... args) {
        return Bench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void without_a_name_it_lists_the_benchmarks() {
        assertThat(bench()).isZero();
        assertThat(out.toString()).contains("http", "What a GET costs on Brigade");
    }

    @Test
    void a_benchmark_that_is_not_there_is_wrong_use() {
        assertThat(bench("htp")).isEqualTo(2);
        assertThat(err.toString()).contains("htp", "http");
    }

    @Test
    void rounds_must_be_positive() {
        assertThat(bench("http", "--rounds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("must be positive");
    }

    @Test
    @Timeout(300)
    void layers_says_what_each_layer_costs(@TempDir Path folder) {
        assertThat(bench(
                        "layers",
                        "--forks",
                        "1",
                        "--rounds",
                        "1",
                        "--milliseconds",
                        "10",
                        "--results",
                        folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures = JsonMapper.shared().readValue(folder.resolve("layers.json"), new TypeReference<>() {});
        assertThat(figures)
                .extracting(Figure::subject)
                .containsExactly(
                        "jdbc", "hikari", "confined", "jdbi", "confinedJdbi", "activity", "recorded", "recordedJdbi");
        assertThat(out.toString()).contains("µs  the recorder");
    }

    @Test
    @Timeout(300)
    void waiters_says_what_each_costs_beside_the_jdk(@TempDir Path folder) {
        assertThat(bench(
                        "waiters",
                        "--lock",
                        "100",
                        "--condition",
                        "100",
                        "--rounds",
                        "1",
                        "--results",
                        folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures = JsonMapper.shared().readValue(folder.resolve("waiters.json"), new TypeReference<>() {});
        assertThat(figures)
                .extracting(Figure::scenario, Figure::subject, Figure::metric)
                .contains(
                        tuple("100 at a lock", "brigade", "memory/waiter"),
                        tuple("100 at a lock, each with another held", "brigade", "a look of the guard"),
                        tuple("100 at a condition", "jdk", "signalAll"))
                .hasSize(17);
    }

    /** With a real PostgreSQL; what is explored is right, or the benchmark fails. */
    @Test
    @Timeout(300)
    void explorer_says_how_many_schedules_a_second_are_run(@TempDir Path folder) {
        assertThat(bench(
                        "explorer",
                        "--rounds",
                        "1",
                        "--seconds",
                        "0.1",
                        "--warm-up",
                        "0",
                        "--only",
                        "wrong lock",
                        "--results",
                        folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures = JsonMapper.shared().readValue(folder.resolve("explorer.json"), new TypeReference<>() {});
        assertThat(figures)
                .extracting(Figure::metric)
                .containsExactly(
                        "schedules", "schedules", "schedules", "schedules", "schedules", "time", "preemptions");
        assertThat(out.toString()).contains("wanted at least 100,000", "wanted at least 10,000", "wanted at least 300");
    }

    @Test
    @Timeout(300)
    void sctbench_says_how_soon_a_bug_is_found_beside_lincheck(@TempDir Path folder) {
        assertThat(bench("sctbench", "--only", "wrong lock (2", "--seeds", "1", "--results", folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures = JsonMapper.shared().readValue(folder.resolve("sctbench.json"), new TypeReference<>() {});
        assertThat(figures)
                .filteredOn(figure -> figure.metric().equals("found"))
                .extracting(Figure::subject, Figure::median)
                .containsExactly(tuple("explorer", 100.0), tuple("lincheck", 100.0));
        assertThat(out.toString()).contains("explorer: found 1 of 1", "lincheck: found 1 of 1");
    }
}
