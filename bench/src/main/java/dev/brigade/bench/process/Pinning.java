package dev.brigade.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Which CPU a process is held to, so that the load and the server do not take each other's.
 *
 * @param prefix what stands before the command; empty if it may run anywhere
 * @param text for people: {@code CPU 1}
 */
public record Pinning(List<String> prefix, String text) {
    public static final Pinning NONE = new Pinning(List.of(), "any CPU");

    /** To that CPU; {@link #NONE} if {@code taskset} can't do that here. */
    public static Pinning to(int cpu) {
        List<String> prefix = List.of("taskset", "-c", String.valueOf(cpu));
        return works(prefix) ? new Pinning(prefix, "CPU " + cpu) : NONE;
    }

    /** Whether it holds a process to a CPU. */
    public boolean holds() {
        return !prefix.isEmpty();
    }

    /** Holds a process that runs already to it, and what that starts from now on. */
    public void apply(ProcessHandle process) {
        if (holds()) {
            String cpus = prefix.getLast();
            succeeds(List.of("taskset", "-a", "-c", "-p", cpus, String.valueOf(process.pid())));
        }
    }

    private static boolean works(List<String> prefix) {
        return succeeds(Stream.concat(prefix.stream(), Stream.of("true")).toList());
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
