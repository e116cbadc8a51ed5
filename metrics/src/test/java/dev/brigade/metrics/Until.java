package dev.brigade.metrics;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads are going to do. */
final class Until {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private Until() {}

    /** Returns when {@code condition} holds, fails if it does not within a minute. */
    static void holds(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
