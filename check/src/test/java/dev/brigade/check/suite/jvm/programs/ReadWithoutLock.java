package dev.brigade.check.suite.jvm.programs;

/** The state of a door, written under a lock. */
public final class ReadWithoutLock {
    private ReadWithoutLock() {}

    /** Reads without the lock: nothing says that it sees what was written. */
    public static final class Broken {
        private boolean open;

        public synchronized void open() {
            open = true;
        }

        public boolean isOpen() {
            return open;
        }
    }

    /** Reads under the lock, too. */
    public static final class Fixed {
        private boolean open;

        public synchronized void open() {
            open = true;
        }

        public synchronized boolean isOpen() {
            return open;
        }
    }
}
