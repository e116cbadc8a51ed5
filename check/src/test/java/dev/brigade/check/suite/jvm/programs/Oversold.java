package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** The last tickets of a concert. */
public final class Oversold {
    private Oversold() {}

    /** Checks, then sells: the last ticket is sold twice. */
    public static final class Broken {
        private final AtomicInteger left = new AtomicInteger(1);

        public boolean sell() {
            if (left.get() == 0) {
                return false;
            }
            left.decrementAndGet();
            return true;
        }
    }

    /** Sells only if the number is still the one that was checked. */
    public static final class Fixed {
        private final AtomicInteger left = new AtomicInteger(1);

        public boolean sell() {
            int seen = left.get();
            while (seen > 0) {
                if (left.compareAndSet(seen, seen - 1)) {
                    return true;
                }
                seen = left.get();
            }
            return false;
        }
    }
}
