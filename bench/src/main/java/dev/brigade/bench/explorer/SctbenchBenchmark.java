package dev.brigade.bench.explorer;

import dev.brigade.bench.process.Program;
import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.ResultFile;
import dev.brigade.bench.sctbench.Programs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code ./brigade bench sctbench} runs. */
@Command(
        name = "sctbench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How soon the explorer finds the bugs of SCTBench's programs, beside Lincheck's model checking, with the"
                        + " same limits. Leave the machine alone meanwhile.")
public final class SctbenchBenchmark implements Runnable {
    /** One that has found a bug looks for it again, up to so often as there are seeds, while that takes no longer than this. */
    private static final Duration AGAIN = Duration.ofSeconds(4);

    @Option(names = "--seeds", description = "How many seeds the explorer tries for each program (${DEFAULT-VALUE}).")
    private int seeds = 10;

    @Option(names = "--most", description = "How often a program may be run until its bug is found (${DEFAULT-VALUE}).")
    private int most = SctExploration.MOST;

    @Option(names = "--seconds", description = "How long that may take (${DEFAULT-VALUE}).")
    private int seconds = (int) SctExploration.LONGEST.toSeconds();

    @Option(names = "--only", paramLabel = "TEXT", description = "Only programs whose name contains this.")
    private String only = "";

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where sctbench.json goes (bench/results).")
    private Path results = Program.home().resolve("results");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    @Override
    public void run() {
        List<dev.brigade.bench.sctbench.Program<?>> programs = Programs.all().stream()
                .filter(program -> program.name().contains(only))
                .toList();
        if (seeds < 1 || most < 1 || seconds < 1 || programs.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "Seeds, runs and seconds must be positive, and --only part of a program's name");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "At most %,d runs and %d s for a program. Both look for what the program itself asserts, or that it hangs; the%n"
                        + "explorer needs no assertion up to four threads. Its runs include the serial ones. Medians of %d seeds;%n"
                        + "Lincheck has no seed and does the same each time.%n%n",
                most,
                seconds,
                seeds);
        print(out, "", "explorer", "", "Lincheck 3.7", "");
        print(out, "", "runs", "time", "runs", "time");
        List<Tries> all = new ArrayList<>();
        Duration longest = Duration.ofSeconds(seconds);
        try (Searcher explorer = new Searcher("explorer", Program.ofThisClassPath(SctProcess.class), most, longest);
                Searcher lincheck = new Searcher(
                        "lincheck",
                        Program.ofModule("lincheck", "dev.brigade.bench.lincheck.LincheckProcess", List.of()),
                        most,
                        longest)) {
            // what it takes to attach the agents should not count
            explorer.attempt("1 " + programs.getFirst().name(), false);
            lincheck.attempt(programs.getFirst().name(), false);
            for (dev.brigade.bench.sctbench.Program<?> program : programs) {
                Tries ours = withSeeds(explorer, program);
                Tries theirs = again(lincheck, program);
                print(out, program.name(), ours.runs(), ours.seconds(), theirs.runs(), theirs.seconds());
                all.add(ours);
                all.add(theirs);
            }
        }
        out.println();
        for (String subject : List.of("explorer", "lincheck")) {
            long found = all.stream()
                    .filter(tries -> tries.subject().equals(subject) && tries.found())
                    .count();
            out.println(subject + ": found " + found + " of " + programs.size());
        }
        List<Figure> figures =
                all.stream().flatMap(tries -> tries.figures().stream()).toList();
        out.println("Written to " + ResultFile.write(results, "sctbench", figures));
    }

    private static void print(PrintWriter out, String program, String... cells) {
        out.println(
                String.format(Locale.ROOT, "%-34s %8s  %-24s %8s  %s", program, cells[0], cells[1], cells[2], cells[3])
                        .stripTrailing());
        out.flush();
    }

    /** Ends when more than half of the seeds have not found it. */
    private Tries withSeeds(Searcher explorer, dev.brigade.bench.sctbench.Program<?> program) {
        List<Attempt> attempts = new ArrayList<>();
        int missed = 0;
        for (int seed = 1; seed <= seeds && 2 * missed <= seeds; seed++) {
            Attempt attempt = explorer.attempt(seed + " " + program.name(), program.hangs());
            missed += attempt.found() ? 0 : 1;
            attempts.add(attempt);
        }
        return new Tries(program.name(), explorer.name(), attempts);
    }

    private Tries again(Searcher lincheck, dev.brigade.bench.sctbench.Program<?> program) {
        List<Attempt> attempts = new ArrayList<>();
        Duration spent = Duration.ZERO;
        do {
            Attempt attempt = lincheck.attempt(program.name(), program.hangs());
            attempts.add(attempt);
            spent = spent.plus(attempt.time());
        } while (attempts.getLast().found() && attempts.size() < seeds && spent.compareTo(AGAIN) < 0);
        return new Tries(program.name(), lincheck.name(), attempts);
    }
}
