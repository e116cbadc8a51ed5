package dev.brigade.live;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what other threads are going to do. */
final class Until {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private Until() {}

    /** The first of what {@code asked} gives that {@code fits}; fails if there is none within two minutes. */
    static <T> T gives(String what, Callable<T> asked, Predicate<? super T> fits) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            T answer = asked.call();
            if (fits.test(answer)) {
                return answer;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + DEADLINE + ": " + what + "; last was " + answer);
            }
            LockSupport.parkNanos(2_000_000); // so as not to take the core from those it waits for
        }
    }
}
