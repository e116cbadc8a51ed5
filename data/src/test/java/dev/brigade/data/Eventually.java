package dev.brigade.data;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for what other threads are going to do, in tests of all modules. */
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final long LEAST_PAUSE_NANOS = 100_000;
    private static final long MOST_PAUSE_NANOS = 10_000_000;

    /** What is asked for until it fits. */
    @FunctionalInterface
    public interface Question<T extends @Nullable Object, X extends Exception> {
        T ask() throws X;
    }

    private Eventually() {}

    /** Returns when {@code condition} holds, fails if it does not within two minutes. */
    public static <X extends Exception> void holds(String what, Question<Boolean, X> condition) throws X {
        gives(what, condition, answer -> answer);
    }

    /** The first answer that {@code fits}; fails with the last one if none does within two minutes. */
    public static <T extends @Nullable Object, X extends Exception> T gives(
            String what, Question<T, X> question, Predicate<? super T> fits) throws X {
        long began = System.nanoTime();
        while (true) {
            T answer = question.ask();
            if (fits.test(answer)) {
                return answer;
            }
            long waited = System.nanoTime() - began;
            if (waited > DEADLINE.toNanos()) {
                throw new AssertionError("Not within " + DEADLINE + ": " + what + "; the last answer was " + answer);
            }
            // so as not to take the core from those it waits for: a question may be a page or a query, and each asks
            // others
            LockSupport.parkNanos(Math.clamp(waited / 16, LEAST_PAUSE_NANOS, MOST_PAUSE_NANOS));
        }
    }
}
