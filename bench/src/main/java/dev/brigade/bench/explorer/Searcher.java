package dev.brigade.bench.explorer;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.process.Child;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.process.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for bugs in a process of its own, which is stopped when it takes too long, and then started again. Used by one thread. */
final class Searcher implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "-Xshare:off",
            "--enable-native-access=ALL-UNNAMED");

    private final String name;
    private final Program program;
    private final int most;
    private final Duration longest;
    private @Nullable Child process;

    /**
     * @param most so many runs count, and no more
     * @param longest the same of time
     */
    Searcher(String name, Program program, int most, Duration longest) {
        this.name = name;
        this.program = program;
        this.most = most;
        this.longest = longest;
    }

    String name() {
        return name;
    }

    /** @param subject what to look at, as the process understands it */
    Attempt attempt(String subject, boolean hangs) {
        Child running = process();
        running.say(most + " " + subject);
        try {
            Optional<String> answer = running.hearWithin(longest);
            if (answer.isPresent()) {
                return Attempt.of(answer.get(), hangs, most, longest);
            }
        } catch (BenchmarkException ended) {
            // it has not found it: as if it had taken too long
        }
        close();
        return new Attempt(false, "", 0, longest);
    }

    private Child process() {
        Child running = process;
        if (running == null) {
            running = Child.start(name, Pinning.NONE, OPTIONS, program);
            process = running;
        }
        return running;
    }

    @Override
    public void close() {
        Child running = process;
        if (running != null) {
            process = null;
            running.close();
        }
    }
}
