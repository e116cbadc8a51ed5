package dev.brigade.bench.locks;

import dev.brigade.bench.micro.MicroOptions;
import dev.brigade.bench.micro.MicroRun;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Spread;
import dev.brigade.bench.report.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code ./brigade bench locks} runs. */
@Command(
        name = "locks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What named locks and queues cost in requests that are recorded and guarded, beside those of the JDK."
                        + " Leave the machine alone meanwhile.")
public final class LocksBenchmark implements Runnable {

    /** What is measured, and what it is compared with. */
    private record Case(String text, String method, Optional<String> jdk) {}

    private static final List<Case> CASES = List.of(
            new Case("lock and unlock", "namedLock", Optional.of("jdkLock")),
            new Case("the JDK's, with two events", "jdkLockWithTwoEvents", Optional.of("jdkLock")),
            new Case("lock and unlock, fair", "namedFairLock", Optional.of("jdkFairLock")),
            new Case("lock and unlock, another held", "namedLockUnderAnother", Optional.of("jdkLock")),
            new Case("event with time", "timedEvent", Optional.empty()),
            new Case("event without time", "untimedEvent", Optional.empty()),
            new Case("held, and no more", "heldAndNot", Optional.empty()),
            new Case("ask for the activity", "currentActivity", Optional.empty()),
            new Case("hand-over among 16", "namedHandOver", Optional.of("jdkHandOver")),
            new Case("item through a queue, 1 and 1", "namedQueueOneEach", Optional.of("jdkQueueOneEach")),
            new Case("item through a queue, 64 and 64", "namedQueueManyEach", Optional.of("jdkQueueManyEach")),
            new Case(
                    "the same, to a fair one of the JDK, 1 and 1",
                    "namedQueueOneEach",
                    Optional.of("jdkFairQueueOneEach")),
            new Case(
                    "the same, to a fair one of the JDK, 64 and 64",
                    "namedQueueManyEach",
                    Optional.of("jdkFairQueueManyEach")));

    @Mixin
    private MicroOptions time = new MicroOptions();

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where locks.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        String length = time.text(spec);
        PrintWriter out = spec.commandLine().getOut();
        out.println(length);
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        out.flush();
        Map<String, double[]> times = new LinkedHashMap<>();
        times.putAll(MicroRun.of(LocksMeasured.class, time));
        times.putAll(MicroRun.of(MeetingsMeasured.class, time));
        List<Figure> figures = figures(times);
        new Table(figures).print(out);
        out.println();
        out.println("Written to " + ResultFile.write(results, "locks", figures));
    }

    /** The times of each case, and how many times the JDK's they are. */
    static List<Figure> figures(Map<String, double[]> times) {
        List<Figure> figures = new ArrayList<>();
        for (Case one : CASES) {
            double[] own = times.getOrDefault(one.method(), new double[0]);
            if (own.length == 0) {
                continue;
            }
            figures.add(Figure.of(one.text(), "brigade", "time", "ns", Spread.of(own)));
            one.jdk()
                    .map(method -> times.getOrDefault(method, new double[0]))
                    .filter(jdk -> jdk.length == own.length)
                    .ifPresent(jdk -> {
                        double[] ratios = IntStream.range(0, own.length)
                                .mapToDouble(round -> own[round] / jdk[round])
                                .toArray();
                        figures.add(Figure.of(one.text(), "brigade", "to the JDK's", "times", Spread.of(ratios)));
                        figures.add(Figure.of(one.text(), "jdk", "time", "ns", Spread.of(jdk)));
                        figures.add(Figure.of(one.text(), "jdk", "to the JDK's", "times", Spread.of(new double[] {1})));
                    });
        }
        return figures;
    }
}
