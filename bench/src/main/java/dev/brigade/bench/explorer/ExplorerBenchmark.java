package dev.brigade.bench.explorer;

import dev.brigade.bench.process.Child;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.report.Spread;
import dev.brigade.bench.report.Table;
import dev.brigade.bench.sctbench.Programs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code ./brigade bench explorer} runs. */
@Command(
        name = "explorer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How many schedules a second the explorer runs, with the database brought back before each, what it costs to"
                        + " start it, and how small the schedules are that it shows. Leave the machine alone meanwhile.")
public final class ExplorerBenchmark implements Runnable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> OPTIONS = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "-Xshare:off",
            "--enable-native-access=ALL-UNNAMED");
    private static final Program PROGRAM = Program.ofThisClassPath(ExplorerProcess.class);

    @Option(names = "--rounds", description = "Rounds (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Length of a round (${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Option(names = "--warm-up", description = "Seconds of each case before the first round (${DEFAULT-VALUE}).")
    private double warmUp = 20;

    @Option(names = "--only", paramLabel = "TEXT", description = "Of SCTBench, only programs whose name contains this.")
    private String only = "";

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where explorer.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        if (rounds < 1
                || seconds <= 0
                || warmUp < 0
                || Programs.all().stream().noneMatch(program -> program.name().contains(only))) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Rounds and seconds must be positive, and --only part of a program's name");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d rounds of %.1f s after %.1f s of warm-up, each case in a JVM of its own%n",
                rounds,
                seconds,
                warmUp);
        out.println("Each figure: the median of the rounds [the lowest – the highest]");
        out.flush();
        List<Figure> figures = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (SpeedCase one : SpeedCase.values()) {
            Spread speed = speed(one);
            figures.add(Figure.of(one.text(), "brigade", "schedules", "1/s", speed));
            verdicts.add(one.verdict(speed.median()));
        }
        figures.add(Figure.of("a JVM that explores one small program", "brigade", "time", "s", start()));
        figures.add(Figure.of("smallest schedules of SCTBench", "brigade", "preemptions", "", switches()));
        new Table(figures).print(out);
        out.println();
        verdicts.forEach(out::println);
        out.println("Written to " + ResultFile.write(results, "explorer", figures));
    }

    private Spread speed(SpeedCase subject) {
        try (Child process = Child.start("explorer", Pinning.NONE, OPTIONS, PROGRAM)) {
            if (warmUp > 0) {
                explored(process, subject, warmUp);
            }
            double[] speeds = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                speeds[round] = explored(process, subject, seconds);
            }
            return Spread.of(speeds);
        }
    }

    private static double explored(Child process, SpeedCase subject, double during) {
        process.say(subject.name() + " " + (long) (during * 1000));
        String[] answer = process.hear(PATIENCE).split(" ", -1);
        return Double.parseDouble(answer[0]) / Double.parseDouble(answer[1]) * 1e9;
    }

    /** From the start of a process until it has the verdict. */
    private Spread start() {
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long began = System.nanoTime();
            try (Child process = Child.start("explorer", Pinning.NONE, OPTIONS, PROGRAM)) {
                process.say(ExplorerProcess.ONCE);
                process.hear(PATIENCE);
                times[round] = (System.nanoTime() - began) / 1e9;
            }
        }
        return Spread.of(times);
    }

    /** One value for each program whose bug was found: all rounds would give the same. */
    private Spread switches() {
        try (Child process = Child.start("explorer", Pinning.NONE, OPTIONS, PROGRAM)) {
            process.say(ExplorerProcess.SWITCHES + " " + only);
            return Spread.of(Arrays.stream(process.hear(PATIENCE).split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray());
        }
    }
}
