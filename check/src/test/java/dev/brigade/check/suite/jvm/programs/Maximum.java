package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** The slowest request until now. */
public final class Maximum {
    private Maximum() {}

    /** Compares with a maximum that another thread may raise before it is replaced. */
    public static final class Broken {
        private final AtomicInteger slowest = new AtomicInteger();

        public void took(int millis) {
            if (millis > slowest.get()) {
                slowest.set(millis);
            }
        }
    }

    /** Compares and replaces in one step. */
    public static final class Fixed {
        private final AtomicInteger slowest = new AtomicInteger();

        public void took(int millis) {
            slowest.accumulateAndGet(millis, Math::max);
        }
    }
}
