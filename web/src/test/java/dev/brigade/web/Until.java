package dev.brigade.web;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads are going to do. */
final class Until {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private Until() {}

    /** Returns when {@code condition} holds, fails if it does not within two minutes. */
    static void holds(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(100_000); // so as not to take the core from those it waits for
        }
    }
}
