package dev.brigade.check.suite.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.explore.Replays;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A finding's schedule gives the same steps, values and outcome each time, and in another JVM too. */
class ReplayTest {
    private static final int TIMES = 100;
    /** In the new JVM, of a run that never ends by itself: such a run is stopped after 100,000 steps. */
    private static final int TIMES_ENDLESS = 10;

    @Test
    void each_finding_is_the_same_in_100_of_100_replays_here_and_in_a_new_jvm() throws Exception {
        Map<String, String> schedules = new TreeMap<>();
        Map<String, String> here = new TreeMap<>();
        for (Pattern pattern : JvmPatterns.all()) {
            Finding found = pattern.broken()
                    .get()
                    .budget(Duration.ofSeconds(3))
                    .explore()
                    .finding()
                    .orElseThrow();

            Set<String> seen = Replays.of(pattern.broken().get(), found.replay(), TIMES);

            assertThat(seen).as("%s: %s", pattern.name(), found.replay()).hasSize(1);
            schedules.put(pattern.name(), found.replay());
            here.put(pattern.name(), digest(seen));
        }

        assertThat(inNewJvm(schedules)).isEqualTo(here);
    }

    private static Map<String, String> inNewJvm(Map<String, String> schedules)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-Xshare:off",
                "-cp",
                System.getProperty("java.class.path"),
                Replayer.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (PrintStream to = new PrintStream(process.getOutputStream(), true, UTF_8)) {
            schedules.forEach((name, schedule) -> to.println(name + "\t" + schedule));
        }
        try (BufferedReader from = process.inputReader(UTF_8)) {
            Map<String, String> there = from.lines()
                    .filter(line -> line.contains("\t"))
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toMap(
                            line -> line[0], line -> line[1], (a, b) -> a + " and " + b, TreeMap::new));
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return there;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String digest(Set<String> seen) {
        String text = String.join("\n--\n", seen);
        String shown = text.length() > 4000 ? text.substring(0, 4000) + "… " + text.hashCode() : text;
        return seen.size() + " " + shown.replace("\n", "\\n").replace("\t", "\\t");
    }

    /** In the new JVM: reads names of patterns and schedules, and prints the names and what the schedules give. */
    static final class Replayer {
        public static void main(String... arguments) throws IOException {
            Explore.prepare();
            PrintStream out = new PrintStream(System.out, true, UTF_8);
            Map<String, Pattern> patterns =
                    JvmPatterns.all().stream().collect(Collectors.toMap(Pattern::name, pattern -> pattern));
            try (BufferedReader from = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
                for (String line : from.lines().toList()) {
                    String[] parts = line.split("\t", 2);
                    Pattern pattern = patterns.get(parts[0]);
                    int times = pattern.expected() == Anomaly.LIVELOCK ? TIMES_ENDLESS : TIMES;
                    out.println(
                            parts[0] + "\t" + digest(Replays.of(pattern.broken().get(), parts[1], times)));
                }
            }
        }
    }
}
