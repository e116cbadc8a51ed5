package dev.brigade.bench.http;

import dev.brigade.bench.compare.Comparison;
import dev.brigade.bench.compare.Figures;
import dev.brigade.bench.compare.Metric;
import dev.brigade.bench.compare.Phase;
import dev.brigade.bench.compare.Plan;
import dev.brigade.bench.compare.PlanOptions;
import dev.brigade.bench.compare.Round;
import dev.brigade.bench.compare.Scenario;
import dev.brigade.bench.compare.SubjectServer;
import dev.brigade.bench.compare.Turns;
import dev.brigade.bench.load.LoadGenerator;
import dev.brigade.bench.process.CpuTimes;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private static final List<Metric> METRICS = List.of(
            Metric.of("cpu/request", "µs", Round::cpuMicros),
            Metric.toBase("cpu to helidon", Round::cpuMicros),
            Metric.of("throughput", "requests/s", Round::throughput),
            Metric.of("latency p50", "µs", Round::medianMicros),
            Metric.of("latency p99", "µs", Round::p99Micros),
            Metric.of("load generator's cpu", "%", Round::loadPercent));

    @Option(names = "--case", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<HttpScenario> scenarios = List.of(HttpScenario.values());

    @Mixin
    private PlanOptions time = new PlanOptions(8);

    @Option(names = "--connections", description = "Connections of the load (${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where http.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Plan plan = time.plan(connections);
        Phase phase = plan.phases().getFirst();
        Pinning server = Pinning.to(SERVER_CPU);
        Pinning client = server.holds() ? Pinning.to(LOAD_CPU) : Pinning.NONE;
        out.printf(
                "%d × %d rounds of %.1f s after %.1f s of warm-up, %d connections; servers on %s, load on %s%n",
                plan.launches(),
                phase.rounds(),
                phase.round().toMillis() / 1e3,
                plan.warmUp().toMillis() / 1e3,
                phase.connections(),
                server.text(),
                client.text());
        out.printf("Java %s, %s%n", Runtime.version(), String.join(" ", SubjectServer.JVM));
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        List<Figure> figures = new ArrayList<>();
        try (LoadGenerator load = new LoadGenerator(client)) {
            for (HttpScenario one : scenarios) {
                Scenario scenario = one.scenario();
                List<Turns> turns = Comparison.run(scenario, plan, load, server, () -> CpuTimes.NONE)
                        .getFirst();
                List<Figure> some = Figures.of(
                        scenario.text(), turns, HttpSubject.HELIDON.subject().text(), METRICS);
                new Table(some).print(out);
                figures.addAll(some);
            }
        }
        out.println();
        out.println("Written to " + ResultFile.write(results, "http", figures));
    }
}
