package dev.brigade.bench.layers;

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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private MicroOptions time = new MicroOptions();

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where layers.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        String length = time.text(spec);
        PrintWriter out = spec.commandLine().getOut();
        out.println(length + ", one thread");
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
        Map<Layer, Spread> times = new EnumMap<>(Layer.class);
        MicroRun.of(LayersMeasured.class, time)
                .forEach((method, nanos) -> times.put(
                        Layer.of(method),
                        Spread.of(Arrays.stream(nanos).map(one -> one / 1000).toArray())));
        return times;
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
