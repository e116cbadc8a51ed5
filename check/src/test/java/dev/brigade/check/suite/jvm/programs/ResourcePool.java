package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** A pool of workers, by number. */
public final class ResourcePool {
    private ResourcePool() {}

    /** Looks for a free one, then marks it: two get the same. */
    public static final class Broken {
        private final AtomicIntegerArray leased = new AtomicIntegerArray(2);

        public int lease() {
            for (int worker = 0; worker < leased.length(); worker++) {
                if (leased.get(worker) == 0) {
                    leased.set(worker, 1);
                    return worker;
                }
            }
            return -1;
        }
    }

    /** Marks it if it is free. */
    public static final class Fixed {
        private final AtomicIntegerArray leased = new AtomicIntegerArray(2);

        public int lease() {
            for (int worker = 0; worker < leased.length(); worker++) {
                if (leased.compareAndSet(worker, 0, 1)) {
                    return worker;
                }
            }
            return -1;
        }
    }
}
