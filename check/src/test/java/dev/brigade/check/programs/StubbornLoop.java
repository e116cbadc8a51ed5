package dev.brigade.check.programs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Goes on whatever it meets. */
public final class StubbornLoop {
    private StubbornLoop() {}

    /** Reads {@code shared} until {@code ended}, and takes no error for an answer. */
    public static void run(AtomicInteger shared, BooleanSupplier ended) {
        while (!ended.getAsBoolean()) {
            try {
                shared.get();
            } catch (Throwable ignored) {
                Thread.onSpinWait();
            }
        }
    }
}
