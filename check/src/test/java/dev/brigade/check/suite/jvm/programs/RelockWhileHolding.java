package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.ReentrantLock;

/** An index and its journal. */
public final class RelockWhileHolding {
    private RelockWhileHolding() {}

    /** Unlocks the outer lock first, and wants it back while it still holds the inner one. */
    public static final class Broken {
        private final ReentrantLock index = new ReentrantLock();
        private final ReentrantLock journal = new ReentrantLock();
        private int entries;
        private int written;

        @SuppressWarnings("LockNotBeforeTry") // hand over hand
        public void add() {
            index.lock();
            journal.lock();
            written++;
            index.unlock();
            written++;
            index.lock();
            entries++;
            index.unlock();
            journal.unlock();
        }

        public String entries() {
            return entries + " entries, " + written + " written";
        }
    }

    /** Takes them in one order, and gives them back in the opposite one. */
    public static final class Fixed {
        private final ReentrantLock index = new ReentrantLock();
        private final ReentrantLock journal = new ReentrantLock();
        private int entries;
        private int written;

        public void add() {
            index.lock();
            try {
                journal.lock();
                try {
                    written += 2;
                    entries++;
                } finally {
                    journal.unlock();
                }
            } finally {
                index.unlock();
            }
        }

        public String entries() {
            return entries + " entries, " + written + " written";
        }
    }
}
