package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** Two accounts, transfers between them, and a report of the total. */
public final class TotalDuringTransfer {
    private TotalDuringTransfer() {}

    /** The report reads one account before a transfer and the other after it. */
    public static final class Broken {
        private final AtomicInteger savings = new AtomicInteger(100);
        private final AtomicInteger current = new AtomicInteger(100);

        public void transfer(int amount) {
            savings.addAndGet(-amount);
            current.addAndGet(amount);
        }

        public int total() {
            return savings.get() + current.get();
        }
    }

    /** Both under one lock. */
    public static final class Fixed {
        private int savings = 100;
        private int current = 100;

        public synchronized void transfer(int amount) {
            savings -= amount;
            current += amount;
        }

        public synchronized int total() {
            return savings + current;
        }
    }
}
