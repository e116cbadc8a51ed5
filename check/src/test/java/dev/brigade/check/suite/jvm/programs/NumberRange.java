package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** Limits of a thermostat: the lower one must not be above the upper one. */
public final class NumberRange {
    private NumberRange() {}

    /** Each limit is checked against the other, which changes meanwhile. */
    public static final class Broken {
        private final AtomicInteger lower = new AtomicInteger(0);
        private final AtomicInteger upper = new AtomicInteger(10);

        public boolean lower(int limit) {
            if (limit > upper.get()) {
                return false;
            }
            lower.set(limit);
            return true;
        }

        public boolean upper(int limit) {
            if (limit < lower.get()) {
                return false;
            }
            upper.set(limit);
            return true;
        }
    }

    /** Both limits have one lock. */
    public static final class Fixed {
        private int lower = 0;
        private int upper = 10;

        public synchronized boolean lower(int limit) {
            if (limit > upper) {
                return false;
            }
            lower = limit;
            return true;
        }

        public synchronized boolean upper(int limit) {
            if (limit < lower) {
                return false;
            }
            upper = limit;
            return true;
        }
    }
}
