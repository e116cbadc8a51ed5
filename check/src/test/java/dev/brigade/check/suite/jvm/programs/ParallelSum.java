package dev.brigade.check.suite.jvm.programs;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sums up amounts with one task for each. */
public final class ParallelSum {
    private ParallelSum() {}

    /** The tasks add to one plain field. */
    public static final class Broken {
        private int sum;

        @SuppressWarnings("FutureReturnValueIgnored") // closing waits for them
        public int sum() {
            try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int amount : List.of(1, 2)) {
                    tasks.submit(() -> add(amount));
                }
            }
            return sum;
        }

        private void add(int amount) {
            sum += amount;
        }
    }

    /** The tasks add under a lock. */
    public static final class Fixed {
        private int sum;

        @SuppressWarnings("FutureReturnValueIgnored") // closing waits for them
        public int sum() {
            try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int amount : List.of(1, 2)) {
                    tasks.submit(() -> add(amount));
                }
            }
            return sum;
        }

        private synchronized void add(int amount) {
            sum += amount;
        }
    }
}
