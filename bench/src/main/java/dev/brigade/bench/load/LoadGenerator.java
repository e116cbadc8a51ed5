package dev.brigade.bench.load;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.process.Child;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.process.Program;
import java.time.Duration;
import java.util.List;

/** Makes load from a process of its own. Used by one thread. */
public final class LoadGenerator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Child process;

    public LoadGenerator(Pinning pinning) {
        process = Child.start(
                "load generator",
                pinning,
                List.of("-Xmx64m", "-XX:+UseSerialGC"),
                Program.ofThisClassPath(LoadProcess.class));
    }

    /**
     * Makes a load, and returns when the last request was answered.
     *
     * @throws BenchmarkException if one got a wrong answer
     */
    public Measured run(Order order) {
        process.say(order.line());
        String line = process.hear(order.duration().plus(PATIENCE));
        if (line.startsWith(LoadProcess.WRONG)) {
            throw new BenchmarkException(order.ask().method() + " "
                    + order.ask().path() + ": " + line.substring(LoadProcess.WRONG.length()));
        }
        return Measured.of(line);
    }

    /** The CPU time that it took so far. */
    public Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
