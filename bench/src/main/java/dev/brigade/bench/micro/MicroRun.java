package dev.brigade.bench.micro;

import dev.brigade.bench.process.BenchmarkException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One run of JMH over the methods of a class. */
public final class MicroRun {
    private MicroRun() {}

    /** The times of each method of {@code measured}, by its name, in the unit that it declares, round by round. */
    public static Map<String, double[]> of(Class<?> measured, MicroOptions time) {
        TimeValue round = TimeValue.milliseconds(time.milliseconds());
        Options options = new OptionsBuilder()
                .include(measured.getName() + "\\.")
                .forks(time.forks())
                .warmupIterations(time.rounds())
                .warmupTime(round)
                .measurementIterations(time.rounds())
                .measurementTime(round)
                .jvmArgs(
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow") // JMH uses it; else each fork warns
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<String, double[]> times = new LinkedHashMap<>();
        try {
            for (RunResult result : new Runner(options).run()) {
                times.put(
                        result.getPrimaryResult().getLabel(),
                        result.getBenchmarkResults().stream()
                                .flatMap(fork -> fork.getIterationResults().stream())
                                .mapToDouble(one -> one.getPrimaryResult().getScore())
                                .toArray());
            }
        } catch (RunnerException failure) {
            throw new BenchmarkException(
                    measured.getSimpleName() + " could not be measured: " + deepest(failure), failure);
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
}
