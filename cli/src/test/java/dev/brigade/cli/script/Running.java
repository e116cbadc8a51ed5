package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A {@code ./brigade} that has been started; its output goes to files. */
record Running(Process process, Path out, Path err) {
    private static final long PATIENCE_SECONDS = 60;

    /** Waits until it has ended. */
    Ran ended() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running; it said " + Files.readString(out) + Files.readString(err));
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Waits until it has said {@code text} on its error output. */
    void hasSaid(String text) throws IOException {
        await(() -> Files.readString(err).contains(text), "it says " + text);
    }

    /** Waits for a state that another process brings about. */
    void await(State state, String what) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!state.reached()) {
            assertThat(System.nanoTime() - deadline)
                    .as("waited in vain until " + what)
                    .isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Something to wait for. */
    interface State {
        boolean reached() throws IOException;
    }
}
