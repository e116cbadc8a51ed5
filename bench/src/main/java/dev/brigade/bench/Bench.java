package dev.brigade.bench;

import dev.brigade.bench.contention.ContentionBenchmark;
import dev.brigade.bench.db.DbBenchmark;
import dev.brigade.bench.explorer.ExplorerBenchmark;
import dev.brigade.bench.explorer.SctbenchBenchmark;
import dev.brigade.bench.http.HttpBenchmark;
import dev.brigade.bench.layers.LayersBenchmark;
import dev.brigade.bench.live.LiveBenchmark;
import dev.brigade.bench.locks.LocksBenchmark;
import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.waiters.WaitersBenchmark;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./brigade bench}. */
@Command(
        name = "./brigade bench",
        description = "Without a name, lists the benchmarks. NAME --help shows the options of one.",
        synopsisSubcommandLabel = "[NAME]",
        commandListHeading = "%nBenchmarks:%n",
        subcommands = {
            HttpBenchmark.class,
            DbBenchmark.class,
            ContentionBenchmark.class,
            LayersBenchmark.class,
            LiveBenchmark.class,
            LocksBenchmark.class,
            WaitersBenchmark.class,
            ExplorerBenchmark.class,
            SctbenchBenchmark.class
        })
public final class Bench {
    private Bench() {}

    /** Ends the process with 2 for wrong use, with 1 if a benchmark failed. */
    public static void main(String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** As {@link #main}, but returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Bench())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::failed);
        if (args.length == 0) {
            line.usage(out);
            return CommandLine.ExitCode.OK;
        }
        return line.execute(args);
    }

    private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof BenchmarkException)) {
            throw failure;
        }
        line.getErr().println(failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
