package dev.brigade.bench.http;

import dev.brigade.bench.load.LoadGenerator;
import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Table;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code ./brigade bench http} runs. */
@Command(
        name = "http",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What a GET costs on Brigade beside the same on its engine used bare, as the server's CPU time per"
                        + " request. Leave the machine alone meanwhile.")
public final class HttpBenchmark implements Runnable {
    private static final int LOAD_CPU = 0;
    private static final int SERVER_CPU = 1;

    @Option(names = "--case", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Option(names = "--rounds", description = "Rounds in each launch (${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(names = "--launches", description = "How often the servers are started afresh (${DEFAULT-VALUE}).")
    private int launches = 1;

    @Option(names = "--seconds", description = "Length of a subject's turn in a round (${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Option(names = "--warm-up", description = "Seconds of load before the first round (${DEFAULT-VALUE}).")
    private double warmUp = 8;

    @Option(names = "--connections", description = "Connections of the load (${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(names = "--smoke", description = "Only try whether all of it works; the figures mean nothing.")
    private boolean smoke;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where http.json goes (bench/results).")
    private Path results = home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Plan plan = plan();
        Pinning server = Pinning.to(SERVER_CPU);
        Pinning client = server.holds() ? Pinning.to(LOAD_CPU) : Pinning.NONE;
        out.printf(
                "%d × %d rounds of %.1f s after %.1f s of warm-up, %d connections; servers on %s, load on %s%n",
                plan.launches(),
                plan.rounds(),
                plan.round().toMillis() / 1e3,
                plan.warmUp().toMillis() / 1e3,
                plan.connections(),
                server.text(),
                client.text());
        out.printf("Java %s, %s%n", Runtime.version(), String.join(" ", SubjectServer.JVM));
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        List<Figure> figures = new ArrayList<>();
        try (LoadGenerator load = new LoadGenerator(client)) {
            for (Scenario scenario : scenarios) {
                List<Figure> some = Figures.of(scenario, Comparison.run(scenario, plan, load, server));
                new Table(some).print(out);
                figures.addAll(some);
            }
        }
        out.println();
        out.println("Written to " + ResultFile.write(results, "http", figures));
    }

    private Plan plan() {
        if (smoke) {
            return Plan.SMOKE;
        }
        if (launches < 1 || rounds < 1 || connections < 1 || seconds <= 0 || warmUp < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Launches, rounds, seconds and connections must be positive");
        }
        return new Plan(launches, rounds, ofSeconds(seconds), ofSeconds(warmUp), connections);
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /** The folder of this module, whose classes are in {@code target/classes}. */
    private static Path home() {
        try {
            Path classes = Path.of(HttpBenchmark.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../..").normalize();
        } catch (URISyntaxException e) {
            throw new BenchmarkException("The folder of the benchmarks has a strange name: " + e.getMessage(), e);
        }
    }
}
