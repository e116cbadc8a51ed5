package dev.brigade.check.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.explore.Replays;
import dev.brigade.check.report.Anomaly;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replays the findings of broken programs, here and in a JVM of its own: a finding's schedule gives the same steps, values and outcome each
 * time, and there too. Called by the tests that have found them, since to find them again takes longer.
 */
public final class Replayed {
    /** How often. */
    public static final int TIMES = 100;

    /** With a database, where each takes longer; 100 times too with {@code -Dreplay.database=100}. */
    public static final int TIMES_WITH_A_DATABASE = Integer.getInteger("replay.database", 4);

    /** Of a run that never ends by itself: such a run is stopped after 100,000 steps. */
    private static final int TIMES_ENDLESS = 10;

    /** Begins each line of what the new JVM says. */
    private static final String REPLAYED = "replayed: ";

    private Replayed() {}

    /** Fails unless each finding is the same in so many replays here and as many there. */
    public static void areTheSame(Stream<BrokenProgram> programs, int most) throws Exception {
        Map<String, String> orders = new TreeMap<>();
        Map<String, String> here = new TreeMap<>();
        for (BrokenProgram program : programs.toList()) {
            Result found = program.result().get();
            assertThat(found.found()).as(found.report()).isPresent();
            int times = found.found().equals(Optional.of(Anomaly.LIVELOCK)) ? TIMES_ENDLESS : most;

            Set<String> seen = Replays.of(program.exploration().get(), found.replay(), times);

            assertThat(seen).as("%s: %s", program.name(), found.replay()).hasSize(1);
            orders.put(program.name(), times + "\t" + found.replay());
            here.put(program.name(), digest(seen));
        }

        assertThat(inNewJvm(orders)).isEqualTo(here);
    }

    private static Map<String, String> inNewJvm(Map<String, String> orders) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-Xshare:off",
                "-XX:TieredStopAtLevel=1", // a third of its time would go into better code
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Replayer.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (PrintStream to = new PrintStream(process.getOutputStream(), true, UTF_8)) {
            orders.forEach((name, order) -> to.println(name + "\t" + order));
        }
        try (BufferedReader from = process.inputReader(UTF_8)) {
            Map<String, String> there = from.lines()
                    .filter(line -> line.startsWith(REPLAYED))
                    .map(line -> line.substring(REPLAYED.length()).split("\t", 2))
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

    /** In the new JVM: reads names of programs, how often to replay what schedule, and prints the names and what came of it. */
    static final class Replayer {
        public static void main(String... arguments) throws IOException {
            Explore.prepare();
            PrintStream out = new PrintStream(System.out, true, UTF_8);
            Map<String, BrokenProgram> programs =
                    BrokenProgram.all().collect(Collectors.toMap(BrokenProgram::name, program -> program));
            try (BufferedReader from = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
                for (String line : from.lines().toList()) {
                    String[] parts = line.split("\t", 3);
                    Set<String> seen = Replays.of(
                            programs.get(parts[0]).exploration().get(), parts[2], Integer.parseInt(parts[1]));
                    out.println(REPLAYED + parts[0] + "\t" + digest(seen));
                }
            }
        }
    }
}
