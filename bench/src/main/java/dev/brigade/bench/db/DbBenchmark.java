package dev.brigade.bench.db;

import dev.brigade.bench.compare.Comparison;
import dev.brigade.bench.compare.Figures;
import dev.brigade.bench.compare.Metric;
import dev.brigade.bench.compare.Phase;
import dev.brigade.bench.compare.Plan;
import dev.brigade.bench.compare.PlanOptions;
import dev.brigade.bench.compare.Promise;
import dev.brigade.bench.compare.Round;
import dev.brigade.bench.compare.Scenario;
import dev.brigade.bench.compare.Subject;
import dev.brigade.bench.compare.SubjectServer;
import dev.brigade.bench.compare.Turns;
import dev.brigade.bench.load.LoadGenerator;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Table;
import dev.brigade.bench.subject.DatabasePlace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What {@code ./brigade bench db} runs.
 *
 * <p>A server has a CPU of its own; PostgreSQL and the load share the other. So neither can take time from the server that
 * is measured, its virtual threads have one carrier as in a small container, and its throughput is its own until the
 * other CPU is full: a column says how full that is. Were all of them on all CPUs, a server that asks PostgreSQL for less
 * would be paid for it with CPU time of PostgreSQL's, and one that takes more would slow PostgreSQL down. Where the other CPU
 * is full, as with two statements and a commit, throughput is PostgreSQL's; {@code --no-pinned} shows what all CPUs together do.
 */
@Command(
        name = "db",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What a request with a transaction at SERIALIZABLE costs on Brigade beside the same on Spring Boot"
                        + " and on Javalin, on one PostgreSQL that does not wait for the disk (" + Postgres.SETTINGS
                        + "). Leave the machine alone meanwhile.")
public final class DbBenchmark implements Runnable {
    private static final int OTHERS_CPU = 0;
    private static final int SERVER_CPU = 1;
    /**
     * Seconds. After 15 Spring's requests still take several times what they take at last, for the compiler shares the server's CPU; after 30
     * a few per cent more.
     */
    private static final double WARM_UP = 100;

    private static final String THROUGHPUT = "throughput to spring";
    private static final String P99 = "p99 to spring";
    private static final List<Metric> METRICS = List.of(
            Metric.of("cpu/request", "µs", Round::cpuMicros),
            Metric.of("PostgreSQL's", "µs", Round::helperMicros),
            Metric.of("throughput", "requests/s", Round::throughput),
            Metric.toBase(THROUGHPUT, Round::throughput),
            Metric.of("latency p50", "µs", Round::medianMicros),
            Metric.of("latency p99", "µs", Round::p99Micros),
            Metric.toBase(P99, Round::p99Micros),
            Metric.of("refused", "requests", Round::refused),
            Metric.of("its CPU", "%", Round::percent),
            Metric.of("the other CPU", "%", Round::othersPercent));

    @Option(names = "--cases", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<DbCase> cases = List.of(DbCase.values());

    @Option(names = "--subjects", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<DbSubject> subjects = List.of(DbSubject.values());

    @Mixin
    private PlanOptions time = new PlanOptions(WARM_UP);

    @Option(names = "--clients", description = "Connections of the load (${DEFAULT-VALUE}).")
    private int clients = 64;

    @Option(
            names = "--many-clients",
            description = "Connections in a second part, whose rounds are half as many and twice as long; 0 for none"
                    + " (${DEFAULT-VALUE}).")
    private int manyClients = 512;

    @Option(names = "--pool", description = "Connections of each server to PostgreSQL (${DEFAULT-VALUE}).")
    private int pool = 16;

    @Option(
            names = "--pinned",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether a server has a CPU to itself (true); with --no-pinned all share all CPUs.")
    private boolean pinned = true;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where db.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Plan plan = time.plan(clients, manyClients);
        Pinning server = pinned ? Pinning.to(SERVER_CPU) : Pinning.NONE;
        Pinning others = server.holds() ? Pinning.to(OTHERS_CPU) : Pinning.NONE;
        describe(out, plan, server, others);
        List<Figure> figures = new ArrayList<>();
        try (Postgres postgres = Postgres.start(others);
                LoadGenerator load = new LoadGenerator(others)) {
            for (DbCase one : cases) {
                postgres.fill();
                List<Figure> some = measure(one, plan, load, server, postgres);
                new Table(some).print(out);
                figures.addAll(some);
            }
        }
        out.println();
        promises().stream()
                .map(promise -> promise.line(figures))
                .flatMap(Optional::stream)
                .forEach(out::println);
        out.println("Written to " + ResultFile.write(results, "db", figures));
    }

    private void describe(PrintWriter out, Plan plan, Pinning server, Pinning others) {
        for (Phase phase : plan.phases()) {
            out.printf(
                    "%d × %d rounds of %.1f s with %d clients%n",
                    plan.launches(), phase.rounds(), phase.round().toMillis() / 1e3, phase.connections());
        }
        out.printf(
                "after %.1f s of warm-up; servers on %s, PostgreSQL and load on %s; %d connections%n",
                plan.warmUp().toMillis() / 1e3, server.text(), others.text(), pool);
        out.printf("PostgreSQL without waiting for the disk: %s%n", Postgres.SETTINGS);
        out.printf("Java %s, %s%n", Runtime.version(), String.join(" ", SubjectServer.JVM));
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
    }

    private List<Figure> measure(DbCase one, Plan plan, LoadGenerator load, Pinning server, Postgres postgres) {
        DatabasePlace place = new DatabasePlace(postgres.url(), pool);
        List<Subject> compared = subjects.stream()
                .filter(subject -> subject.isIn(one))
                .map(subject -> subject.subject(place))
                .toList();
        Scenario scenario = one.scenario(compared);
        List<List<Turns>> phases = Comparison.run(scenario, plan, load, server, postgres::cpu);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            String text = i == 0 ? one.text() : many(one);
            figures.addAll(Figures.of(text, phases.get(i), DbSubject.SPRING.text(), METRICS));
        }
        return figures;
    }

    private String many(DbCase one) {
        return one.text() + ", " + manyClients + " clients";
    }

    private List<Promise> promises() {
        String brigade = DbSubject.BRIGADE.text();
        return List.of(
                Promise.atLeast(1.4, DbCase.SELECT.text(), DbSubject.BRIGADE_NO_GUESS.text(), THROUGHPUT),
                Promise.atLeast(1.4, DbCase.UPDATE.text(), DbSubject.BRIGADE_FINISH.text(), THROUGHPUT),
                Promise.atLeast(2.2, DbCase.SELECT.text(), brigade, THROUGHPUT),
                Promise.atLeast(1.2, DbCase.UPDATE.text(), brigade, THROUGHPUT),
                Promise.atMost(0.5, many(DbCase.SELECT), brigade, P99),
                Promise.atMost(0.5, many(DbCase.UPDATE), brigade, P99));
    }
}
