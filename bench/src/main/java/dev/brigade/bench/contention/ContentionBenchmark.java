package dev.brigade.bench.contention;

import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Table;
import dev.brigade.data.options.Isolation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What {@code ./brigade bench contention} runs. The clients call the application in process, so that the load takes little
 * of the CPU that PostgreSQL needs: the way of a request is the same but for the sockets.
 */
@Command(
        name = "contention",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "What SERIALIZABLE costs beside READ COMMITTED when many requests write few rows of PostgreSQL."
                + " Leave the machine alone meanwhile.")
public final class ContentionBenchmark implements Runnable {
    @Option(names = "--hot", split = ",", description = "How many rows are written (${DEFAULT-VALUE}).")
    private List<Integer> hot = List.of(1, 10, 1000);

    @Option(names = "--clients", description = "How many order at once (${DEFAULT-VALUE}).")
    private int clients = 64;

    @Option(names = "--rounds", description = "Rounds; in each both have their turn (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Length of a turn (${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Option(names = "--warm-up", description = "Seconds of each before the first round (${DEFAULT-VALUE}).")
    private double warmUp = 4;

    @Option(names = "--smoke", description = "Only try whether all of it works; the figures mean nothing.")
    private boolean smoke;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where contention.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        if (smoke) {
            rounds = 1;
            seconds = 0.2;
            warmUp = 0;
        }
        if (rounds < 1
                || clients < 1
                || seconds <= 0
                || warmUp < 0
                || hot.stream().anyMatch(rows -> rows < 1)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Rows, rounds, seconds and clients must be positive");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d rounds of %.1f s after %.1f s of warm-up, %d clients%n", rounds, seconds, warmUp, clients);
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        List<Figure> figures = new ArrayList<>();
        try (Postgres postgres = new Postgres()) {
            Shop.open(postgres.url());
            try (Shop readCommitted = new Shop(postgres.url(), Isolation.READ_COMMITTED);
                    Shop serializable = new Shop(postgres.url(), Isolation.SERIALIZABLE)) {
                for (int rows : hot) {
                    List<Figure> some = measure(rows, readCommitted, serializable);
                    new Table(some).print(out);
                    figures.addAll(some);
                }
            }
        }
        out.println();
        out.println("Written to " + ResultFile.write(results, "contention", figures));
    }

    /** In turns, so that what disturbs the machine for a while disturbs both. */
    private List<Figure> measure(int rows, Shop readCommitted, Shop serializable) {
        if (warmUp > 0) {
            Turn.of(readCommitted, rows, clients, ofSeconds(warmUp));
            Turn.of(serializable, rows, clients, ofSeconds(warmUp));
        }
        List<Turn> base = new ArrayList<>();
        List<Turn> subject = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            base.add(Turn.of(readCommitted, rows, clients, ofSeconds(seconds)));
            subject.add(Turn.of(serializable, rows, clients, ofSeconds(seconds)));
        }
        return ContentionFigures.of(rows + (rows == 1 ? " hot row" : " hot rows"), base, subject);
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
