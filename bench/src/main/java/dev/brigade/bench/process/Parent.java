package dev.brigade.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a {@link Child} says to its parent, and hears from it. On standard error, since what is measured may log to standard
 * output; between other lines, so with a mark. Used by the child's main thread.
 */
public final class Parent {
    static final String MARK = "> ";

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    public void say(String line) {
        System.err.println(MARK + line);
    }

    /** The parent's next line; empty when it is time to end, also because the parent is gone. */
    public Optional<String> hear() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
