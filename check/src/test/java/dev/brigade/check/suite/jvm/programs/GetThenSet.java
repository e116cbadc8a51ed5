package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** Hands out order numbers. */
public final class GetThenSet {
    private GetThenSet() {}

    /** Two atomic steps are not one. */
    public static final class Broken {
        private final AtomicInteger last = new AtomicInteger(100);

        public int next() {
            int number = last.get() + 1;
            last.set(number);
            return number;
        }
    }

    /** One atomic step. */
    public static final class Fixed {
        private final AtomicInteger last = new AtomicInteger(100);

        public int next() {
            return last.incrementAndGet();
        }
    }
}
