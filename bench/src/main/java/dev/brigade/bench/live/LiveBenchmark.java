package dev.brigade.bench.live;

import dev.brigade.bench.compare.Figures;
import dev.brigade.bench.compare.Metric;
import dev.brigade.bench.compare.Plan;
import dev.brigade.bench.compare.PlanOptions;
import dev.brigade.bench.compare.Promise;
import dev.brigade.bench.compare.Round;
import dev.brigade.bench.compare.Scenario;
import dev.brigade.bench.compare.SideBySide;
import dev.brigade.bench.compare.SubjectServer;
import dev.brigade.bench.compare.Turns;
import dev.brigade.bench.db.Postgres;
import dev.brigade.bench.load.Ask;
import dev.brigade.bench.process.Child;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Spread;
import dev.brigade.bench.report.Table;
import dev.brigade.bench.subject.DatabasePlace;
import dev.brigade.bench.subject.World;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What {@code ./brigade bench live} runs: one SELECT by key, as JSON, without recording, with it, and while somebody looks at the
 * live page; and the memory that the page takes of a crowd. The three servers share one CPU, at the same time; PostgreSQL and
 * the load have the other.
 */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What recording costs a request with one SELECT, what the live page costs while somebody looks, and how"
                        + " much memory it takes of a crowd. Leave the machine alone meanwhile.")
public final class LiveBenchmark implements Runnable {
    private static final int OTHERS_CPU = 0;
    private static final int SERVER_CPU = 1;
    private static final double WARM_UP = 120;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double MB = 1e6;

    private static final String SELECT = "select";
    private static final String CPU = "cpu to not recorded";
    private static final String MEMORY = "memory, page open";
    private static final List<Metric> METRICS = List.of(
            Metric.of("cpu/request", "µs", Round::cpuMicros),
            Metric.toBase(CPU, Round::cpuMicros),
            Metric.of("throughput", "requests/s", Round::throughput),
            Metric.of("latency p50", "µs", Round::medianMicros),
            Metric.of("latency p99", "µs", Round::p99Micros),
            Metric.of("its share of the CPU", "%", Round::percent));

    @Mixin
    private PlanOptions time = new PlanOptions(WARM_UP);

    @Option(names = "--clients", description = "Connections of the load (${DEFAULT-VALUE}).")
    private int clients = 16;

    @Option(names = "--pool", description = "Connections of each server to PostgreSQL (${DEFAULT-VALUE}).")
    private int pool = 16;

    @Option(names = "--crowd", description = "Requests in flight whose memory is measured (${DEFAULT-VALUE}).")
    private int crowd = 10_000;

    @Option(
            names = "--pinned",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether a server has a CPU to itself (true); with --no-pinned all share all CPUs.")
    private boolean pinned = true;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where live.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        if (crowd < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "The crowd must be positive");
        }
        PrintWriter out = spec.commandLine().getOut();
        Plan plan = time.plan(clients);
        Pinning server = pinned ? Pinning.to(SERVER_CPU) : Pinning.NONE;
        Pinning others = server.holds() ? Pinning.to(OTHERS_CPU) : Pinning.NONE;
        out.printf(
                "%d × %d rounds of %.1f s with %d clients each after %.1f s of warm-up; all servers at once on %s, the rest on %s%n",
                plan.launches(),
                plan.phases().getFirst().rounds(),
                plan.phases().getFirst().round().toMillis() / 1e3,
                plan.phases().getFirst().connections(),
                plan.warmUp().toMillis() / 1e3,
                server.text(),
                others.text());
        out.printf("Java %s, %s%n", Runtime.version(), String.join(" ", SubjectServer.JVM));
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        out.flush();
        List<Figure> figures = new ArrayList<>();
        Figure memory = memory(); // first: what can't be had is known soon
        figures.addAll(select(plan, server, others));
        figures.add(memory);
        new Table(figures).print(out);
        out.println();
        promises().stream()
                .map(promise -> promise.line(figures))
                .flatMap(Optional::stream)
                .forEach(out::println);
        out.println("Written to " + ResultFile.write(results, "live", figures));
    }

    private List<Figure> select(Plan plan, Pinning server, Pinning others) {
        Ask ask = new Ask("GET", "/world/{key}", World.ROWS, "{\"id\":{key},\"randomNumber\":{number}}");
        try (Postgres postgres = Postgres.start(others)) {
            DatabasePlace place = new DatabasePlace(postgres.url(), pool);
            Scenario scenario = new Scenario(
                    SELECT,
                    ask,
                    Arrays.stream(LiveSubject.values())
                            .map(subject -> subject.subject(place))
                            .toList(),
                    0);
            List<Turns> turns = SideBySide.run(scenario, plan, server, others);
            return Figures.of(SELECT, turns, LiveSubject.NOT_RECORDED.text(), METRICS);
        }
    }

    private Figure memory() {
        try (Child process = Child.start(
                "crowd",
                Pinning.NONE,
                List.of("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
                Program.ofThisClassPath(LiveCrowd.class, String.valueOf(crowd)))) {
            int port = Integer.parseInt(process.hear(PATIENCE));
            try (WaitingClients _ = new WaitingClients(port, LiveCrowd.PATH, crowd)) {
                double bytes = Long.parseLong(process.hear(PATIENCE));
                return Figure.of(
                        crowdText(), LiveSubject.OPEN.text(), MEMORY, "MB", Spread.of(Math.max(0, bytes) / MB));
            }
        }
    }

    private String crowdText() {
        return crowd + " in flight";
    }

    private List<Promise> promises() {
        return List.of(
                Promise.atMost(1.02, SELECT, LiveSubject.CLOSED.text(), CPU),
                Promise.atMost(1.05, SELECT, LiveSubject.OPEN.text(), CPU),
                Promise.atMost(64, crowdText(), LiveSubject.OPEN.text(), MEMORY));
    }
}
