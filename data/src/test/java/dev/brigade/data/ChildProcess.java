package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application that runs as a process of its own. What it says goes to a file. */
public final class ChildProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern READY = Pattern.compile("is ready: http://localhost:(\\d+)");

    private final Process process;
    private final Path said;

    private ChildProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Starts {@code main} with the class path of the tests. */
    public static ChildProcess start(Path folder, Class<?> main, String... arguments) throws IOException {
        return start(folder, List.of(), main, arguments);
    }

    /** The same, with options of the JVM. */
    public static ChildProcess start(Path folder, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1", // it lives for moments: a third of its time would go into better code
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new ChildProcess(process, said);
    }

    /** The port it listens on, once it does. */
    public int port() throws IOException {
        return Integer.parseInt(hasSaid(READY).group(1));
    }

    /** Waits until it has said something. */
    public Matcher hasSaid(Pattern what) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Matcher found = what.matcher(Files.readString(said));
            if (found.find()) {
                return found;
            }
            assertThat(System.nanoTime() - deadline)
                    .as("waited in vain for %s in: %s", what, said())
                    .isNegative();
            assertThat(process.isAlive()).as("it has ended: %s", said()).isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Sends it a line. */
    public void tell(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Sends SIGTERM, and nothing else: {@code Process.destroy()} would also close its input. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGHUP, as a terminal does that is closed. */
    public void hangUp() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Its exit code, once it has ended. */
    public int exitCode() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it still runs: %s", said())
                .isTrue();
        return process.exitValue();
    }

    public String said() throws IOException {
        return Files.readString(said);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
