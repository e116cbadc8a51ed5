package dev.brigade.bench.layers;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Spread;
import dev.brigade.bench.report.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code ./brigade bench layers} runs. */
@Command(
        name = "layers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What Jdbi, confinement and the recorder each cost in a transaction with one SELECT by key, on H2 in"
                        + " memory. Leave the machine alone meanwhile.")
public final class LayersBenchmark implements Runnable {
    private static final String CASE = "select";

    @Option(names = "--forks", description = "How often the JVM is started afresh for each layer (${DEFAULT-VALUE}).")
    private int forks = 3;

    @Option(names = "--rounds", description = "Rounds in each JVM (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--milliseconds", description = "Length of a round, and of one of warm-up (${DEFAULT-VALUE}).")
    private int milliseconds = 1000;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where layers.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        if (forks < 1 || rounds < 1 || milliseconds < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Forks, rounds and milliseconds must be positive");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d × %d rounds of %d ms after as many of warm-up, one thread%n", forks, rounds, milliseconds);
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        out.flush();
        Map<Layer, Spread> times = measure();
        List<Figure> figures = figures(times);
        new Table(figures).print(out);
        out.println();
        differences(times).forEach(out::println);
        out.println("Written to " + ResultFile.write(results, "layers", figures));
    }

    private Map<Layer, Spread> measure() {
        TimeValue round = TimeValue.milliseconds(milliseconds);
        Options options = new OptionsBuilder()
                .include(LayersMeasured.class.getName() + "\\.")
                .forks(forks)
                .warmupIterations(rounds)
                .warmupTime(round)
                .measurementIterations(rounds)
                .measurementTime(round)
                .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<Layer, Spread> times = new EnumMap<>(Layer.class);
        try {
            for (RunResult result : new Runner(options).run()) {
                double[] micros = result.getBenchmarkResults().stream()
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .mapToDouble(one -> one.getPrimaryResult().getScore() / 1000)
                        .toArray();
                times.put(Layer.of(result.getPrimaryResult().getLabel()), Spread.of(micros));
            }
        } catch (RunnerException failure) {
            throw new BenchmarkException("The layers could not be measured: " + deepest(failure), failure);
        }
        return times;
    }

    /** JMH wraps what a benchmark threw, and says not what it was. */
    private static Throwable deepest(Throwable failure) {
        Throwable deeper = failure.getCause();
        if (deeper == null && failure.getSuppressed().length > 0) {
            deeper = failure.getSuppressed()[0];
        }
        return deeper == null ? failure : deepest(deeper);
    }

    private static List<Figure> figures(Map<Layer, Spread> times) {
        List<Figure> figures = new ArrayList<>();
        times.forEach((layer, time) -> figures.add(Figure.of(CASE, layer.method(), "time", "µs", time)));
        return figures;
    }

    /** For people: what each layer adds to the one below. */
    static List<String> differences(Map<Layer, Spread> times) {
        List<String> lines = new ArrayList<>();
        times.forEach((layer, time) -> {
            Spread lower = times.get(layer.lower());
            if (lower != null) {
                double more = layer == layer.lower() ? time.median() : time.median() - lower.median();
                lines.add(String.format(
                        Locale.ROOT,
                        "%6.2f µs  %s (%s)",
                        more,
                        layer.what(),
                        layer == layer.lower()
                                ? layer.method()
                                : layer.method() + " − " + layer.lower().method()));
            }
        });
        return lines;
    }
}
