package dev.brigade.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Fills its memory for a while when it is told to by a line on its input; a process of its own in {@link FullMemoryTest}. */
final class FullMemoryApp {
    private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(800);
    private static final int LARGEST = 1 << 16;

    private static volatile Object chain = "";

    private FullMemoryApp() {}

    public static void main(String... args) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (System.in.read() >= 0) {
                    fill();
                    System.out.println("memory is free again");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        App app = App.named("full");
        app.get("/sleep", _ -> {
                    Thread.sleep(Duration.ofMinutes(1));
                    return "";
                })
                .deadline(Duration.ofMillis(200));
        app.run(args);
    }

    /** To the last word, so that nobody else gets any, and then for a while. */
    private static void fill() {
        int size = LARGEST;
        long full = 0;
        while (full == 0 || System.nanoTime() - full < A_WHILE) {
            try {
                Object[] next = new Object[size];
                next[0] = chain;
                chain = next;
            } catch (OutOfMemoryError e) {
                full = full == 0 && size == 1 ? System.nanoTime() : full;
                size = Math.max(1, size / 16);
            }
        }
        chain = "";
    }
}
