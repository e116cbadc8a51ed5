package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check}, in a JVM of its own as it runs in. */
class CheckTest {
    @TempDir
    Path folder;

    private record Ran(int code, String out) {}

    @Test
    void a_finding_is_shown_with_its_name_and_the_exit_code_is_1() throws Exception {
        Path page = folder.resolve("findings.html");

        Ran ran = check("pantry", "--html", page.toString());

        assertThat(ran.out())
                .contains("Lost update: ")
                .contains("select portions from pantry where dish = 'soup' → (20)")
                .containsPattern("POST /naive +POST /naive +lost update")
                .containsPattern("POST /orders +POST /orders +certified")
                .containsPattern("GET /untold/\\{dish\\} +each route +not run, it lacks an example")
                .contains("All of it as a page: " + page);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(page).content().contains("lost update").contains("certified");
    }

    @Test
    void what_is_right_is_certified_and_the_exit_code_is_0() throws Exception {
        Ran ran = check("larder", "--seconds", "90");

        assertThat(ran.out()).contains("POST /orders").contains("certified").doesNotContain("lost update");
        assertThat(ran.code()).isZero();
    }

    @Test
    void a_part_of_a_route_that_there_is_not_is_a_mistake_that_names_the_routes() throws Exception {
        Ran ran = check("pantry", "--only", "/typo");

        assertThat(ran.out())
                .contains(
                        "--only: No route contains \"/typo\"; there are POST /naive, POST /orders, GET /untold/{dish}.")
                .doesNotContain("not run");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void a_check_that_runs_nothing_although_there_are_routes_says_so_and_the_exit_code_is_1() throws Exception {
        Ran ran = check("pantry", "--only", "/untold");

        assertThat(ran.out().lines().toList().getLast()).contains("no pair was run, so nothing is known");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void the_help_is_of_the_command_as_it_is_typed() throws Exception {
        Ran ran = check("pantry", "--help");

        assertThat(ran.out())
                .contains("./brigade check DIR [OPTIONS]")
                .contains("--only")
                .doesNotContain("--classes");
        assertThat(ran.code()).isZero();
    }

    @Test
    void a_database_that_there_is_not_is_a_mistake() throws Exception {
        Ran ran = check("pantry", "--on", "oracle");

        assertThat(ran.out()).contains("--on oracle is no database to explore on; there are h2 and postgres.");
        assertThat(ran.code()).isEqualTo(2);
    }

    private Ran check(String application, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-Xshare:off",
                "-XX:TieredStopAtLevel=1", // it lives for moments: a third of its time would go into better code
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "check",
                "--classes",
                Path.of("target/test-classes/dev/brigade/cli/apps", application)
                        .toAbsolutePath()
                        .toString()));
        command.addAll(List.of(options));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return new Ran(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
