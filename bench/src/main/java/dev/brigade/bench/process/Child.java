package dev.brigade.bench.process;

import dev.brigade.bench.subject.Parent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that a benchmark started. Ends when it is closed, and by itself when this
 * process ends, since its standard input does.
 *
 * <p>Used by one thread. A second thread reads what the process says and hands it over by the two queues; it ends with the
 * process.
 */
public final class Child implements AutoCloseable {
    private static final String END = "";
    private static final int COMPLAINTS = 20;

    private final String name;
    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("output of " + name).start(this::read);
    }

    /**
     * Starts one; its standard output is dropped.
     *
     * @param name for people
     * @param options of the JVM
     */
    public static Child start(String name, Pinning pinning, List<String> options, Program program) {
        List<String> command = new ArrayList<>(pinning.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", program.classPath(), program.main()));
        command.addAll(program.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile()) // no settings file is there
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("BRIGADE_"));
        try {
            return new Child(name, builder.start());
        } catch (IOException e) {
            throw new BenchmarkException("The process \"" + name + "\" could not be started: " + e.getMessage(), e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Parent.MARK)) {
                    said.add(line.substring(Parent.MARK.length()));
                } else {
                    complaints.add(line);
                    if (complaints.size() > COMPLAINTS) {
                        complaints.remove();
                    }
                }
            }
        } catch (IOException e) {
            complaints.add(e.toString());
        } finally {
            said.add(END);
        }
    }

    /**
     * What the process says next.
     *
     * @throws BenchmarkException if it has ended, or says nothing within {@code patience}
     */
    public String hear(Duration patience) {
        return hearWithin(patience)
                .orElseThrow(() -> new BenchmarkException(
                        "The process \"" + name + "\" said nothing for " + patience.toSeconds() + " s" + lastWords()));
    }

    /**
     * What the process says next; empty if it says nothing within {@code patience}.
     *
     * @throws BenchmarkException if it has ended
     */
    public Optional<String> hearWithin(Duration patience) {
        String line;
        try {
            line = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted while waiting for the process \"" + name + "\"", e);
        }
        if (END.equals(line)) {
            throw new BenchmarkException("The process \"" + name + "\" has ended" + lastWords());
        }
        return Optional.ofNullable(line);
    }

    private String lastWords() {
        return complaints.isEmpty() ? "" : ". Its last words:\n" + String.join("\n", complaints);
    }

    /** Tells it something. */
    public void say(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw new BenchmarkException("The process \"" + name + "\" does not listen: " + e.getMessage(), e);
        }
    }

    /** The CPU time that all its threads took since it started, in user and system mode. */
    public Duration cpu() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new BenchmarkException("There is no CPU time of the process \"" + name
                        + "\": it has ended, or this operating system does not tell"));
    }

    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
