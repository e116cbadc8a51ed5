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

/** The benchmarks that compare whole servers, as briefly as can be. */
class ServersTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... args) {
        return Bench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    /** Each answer is checked by the load generator, so a success says that all servers answered right. */
    @Test
    @Timeout(300)
    void http_prints_a_table_and_writes_a_figure_for_each_cell(@TempDir Path folder) {
        assertThat(bench("http", "--smoke", "--results", folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures = JsonMapper.shared().readValue(folder.resolve("http.json"), new TypeReference<>() {});
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.median()).isBetween(figure.min(), figure.max());
            assertThat(figure.rounds()).isOne();
        });
        assertThat(subjects(figures, "plaintext"))
                .containsExactly("helidon", "brigade", "brigade, access log on", "brigade engine alone");
        assertThat(subjects(figures, "json")).containsExactly("helidon", "brigade");
        assertThat(subjects(figures, "path")).containsExactly("helidon", "brigade");
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("brigade  "))
                .as("a row of brigade for each case")
                .hasSize(3);
    }

    @Test
    @Timeout(300)
    void contention_measures_both_isolations_and_no_request_fails(@TempDir Path folder) {
        assertThat(bench("contention", "--smoke", "--hot", "1,10", "--results", folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures =
                JsonMapper.shared().readValue(folder.resolve("contention.json"), new TypeReference<>() {});
        for (String scenario : List.of("1 hot row", "10 hot rows")) {
            assertThat(figures)
                    .filteredOn(figure -> figure.scenario().equals(scenario)
                            && figure.metric().equals("failed"))
                    .extracting(Figure::subject, Figure::median)
                    .containsExactly(tuple("read committed", 0.0), tuple("serializable", 0.0));
        }
    }

    /** With a real PostgreSQL, and the peers as they are built by {@code ./brigade}. */
    @Test
    @Timeout(300)
    void db_compares_with_its_peers_and_says_whether_the_promises_hold(@TempDir Path folder) {
        assertThat(bench("db", "--smoke", "--results", folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures = JsonMapper.shared().readValue(folder.resolve("db.json"), new TypeReference<>() {});
        for (String scenario : List.of("select", "update", "select, 512 clients", "update, 512 clients")) {
            assertThat(subjects(figures, scenario)).as(scenario).contains("brigade", "spring", "javalin");
        }
        assertThat(out.toString()).contains("fsync=off", "wanted at least 1.20", "wanted at most 0.50");
    }

    /** With a real PostgreSQL, a process that listens to the page, and a crowd that waits. */
    @Test
    @Timeout(300)
    void live_says_what_recording_costs_and_what_a_look_does(@TempDir Path folder) {
        assertThat(bench("live", "--smoke", "--crowd", "50", "--results", folder.toString()))
                .as("exit code; it said: %s", err)
                .isZero();

        List<Figure> figures = JsonMapper.shared().readValue(folder.resolve("live.json"), new TypeReference<>() {});
        assertThat(subjects(figures, "select"))
                .containsExactly("not recorded", "recorded, page closed", "recorded, page open");
        assertThat(figures)
                .extracting(Figure::scenario, Figure::metric)
                .contains(tuple("50 in flight", "memory, page open"));
        assertThat(out.toString()).contains("wanted at most 1.02", "wanted at most 1.05", "wanted at most 64.00");
    }

    private static List<String> subjects(List<Figure> figures, String scenario) {
        return figures.stream()
                .filter(figure ->
                        figure.scenario().equals(scenario) && figure.metric().equals("cpu/request"))
                .map(Figure::subject)
                .toList();
    }
}
