package dev.brigade.check.suite.jvm.programs;

/** Visits of a page, counted by every request. */
public final class PlainCounter {
    private PlainCounter() {}

    /** Increments without a lock. */
    public static final class Broken {
        private int visits;

        public void visit() {
            visits++;
        }

        public int visits() {
            return visits;
        }
    }

    /** Increments under the monitor. */
    public static final class Fixed {
        private int visits;

        public synchronized void visit() {
            visits++;
        }

        public synchronized int visits() {
            return visits;
        }
    }
}
