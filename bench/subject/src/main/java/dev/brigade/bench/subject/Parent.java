package dev.brigade.bench.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a process that a benchmark started says to it, and hears from it. On standard error, since what is measured may log
 * to standard output; between other lines, so with a mark. Used by the process's main thread.
 */
public final class Parent {
    /** What a line begins with that is for the parent. */
    public static final String MARK = "> ";

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

    /** Says on which port this process listens, and ends it when the parent does. Does not return. */
    public static void serve(int port) {
        Parent parent = new Parent();
        parent.say(String.valueOf(port));
        while (parent.hear().isPresent()) {
            // there is nothing more to be said
        }
        System.exit(0);
    }
}
