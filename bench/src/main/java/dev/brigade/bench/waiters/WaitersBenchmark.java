package dev.brigade.bench.waiters;

import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Spread;
import dev.brigade.bench.report.Table;
import dev.brigade.bench.waiters.Crowd.Measured;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code ./brigade bench waiters} runs. */
@Command(
        name = "waiters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What many virtual threads cost that wait at one named lock, and at one named condition, beside the"
                        + " JDK's: memory for each, and the time until all have gone on. Leave the machine alone meanwhile.")
public final class WaitersBenchmark implements Runnable {

    @Option(names = "--lock", paramLabel = "COUNT", description = "How many wait for the lock (${DEFAULT-VALUE}).")
    private int atLock = 10_000;

    @Option(
            names = "--condition",
            paramLabel = "COUNT",
            description = "How many wait at the condition (${DEFAULT-VALUE}).")
    private int atCondition = 100_000;

    @Option(names = "--rounds", description = "Rounds, after one of warm-up (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where waiters.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        if (atLock < 1 || atCondition < 1 || rounds < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Waiters and rounds must be positive");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d rounds after one of warm-up%n", rounds);
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        out.flush();
        List<Figure> figures = new ArrayList<>();
        figures.addAll(figures("at a lock", "unlock", atLock, Crowd::atTheLock));
        figures.addAll(holding());
        figures.addAll(figures("at a condition", "signalAll", atCondition, Crowd::atTheCondition));
        new Table(figures).print(out);
        out.println("Written to " + ResultFile.write(results, "waiters", figures));
    }

    /** The subjects take turns, so that both meet the same machine. */
    private List<Figure> figures(String where, String wakes, int size, Function<Crowd, Measured> measure) {
        List<Measured> named = new ArrayList<>();
        List<Measured> jdk = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Measured ofNamed = measured(Meeting::named, size, measure);
            Measured ofJdk = measured(Meeting::ofTheJdk, size, measure);
            if (round > 0) {
                named.add(ofNamed);
                jdk.add(ofJdk);
            }
        }
        String scenario = String.format(Locale.ROOT, "%,d %s", size, where);
        List<Figure> figures = new ArrayList<>(figures(scenario, "brigade", wakes, named));
        figures.addAll(figures(scenario, "jdk", wakes, jdk));
        return figures;
    }

    /** What the guard takes when it must follow each. */
    private List<Figure> holding() {
        List<Measured> all = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            all.add(measured(Meeting::named, atLock, Crowd::atTheLockHolding));
        }
        String scenario = String.format(Locale.ROOT, "%,d at a lock, each with another held", atLock);
        return List.of(Figure.of(
                scenario,
                "brigade",
                "a look of the guard",
                "ms",
                spread(all.subList(1, all.size()), Measured::lookMillis)));
    }

    private static Measured measured(Supplier<Meeting> meeting, int size, Function<Crowd, Measured> measure) {
        return measure.apply(new Crowd(meeting.get(), size));
    }

    private static List<Figure> figures(String scenario, String subject, String wakes, List<Measured> rounds) {
        return List.of(
                Figure.of(scenario, subject, "memory/waiter", "B", spread(rounds, Measured::bytes)),
                Figure.of(scenario, subject, wakes, "ms", spread(rounds, Measured::wakeMillis)),
                Figure.of(scenario, subject, "until all are through", "ms", spread(rounds, Measured::throughMillis)),
                Figure.of(scenario, subject, "a look of the guard", "ms", spread(rounds, Measured::lookMillis)));
    }

    private static Spread spread(List<Measured> rounds, ToDoubleFunction<Measured> metric) {
        return Spread.of(rounds.stream().mapToDouble(metric).toArray());
    }
}
