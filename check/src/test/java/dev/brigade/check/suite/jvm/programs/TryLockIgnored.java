package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.ReentrantLock;

/** A counter of jobs that doesn't want to wait. */
public final class TryLockIgnored {
    private TryLockIgnored() {}

    /** Goes on without the lock if it didn't get it. */
    public static final class Broken {
        private final ReentrantLock lock = new ReentrantLock();
        private int jobs;

        @SuppressWarnings({"LockNotBeforeTry", "ReturnValueIgnored"}) // the bug
        public void done() {
            lock.tryLock();
            try {
                jobs++;
            } finally {
                if (lock.isHeldByCurrentThread()) {
                    lock.unlock();
                }
            }
        }

        public int jobs() {
            return jobs;
        }
    }

    /** Waits for the lock. */
    public static final class Fixed {
        private final ReentrantLock lock = new ReentrantLock();
        private int jobs;

        public void done() {
            lock.lock();
            try {
                jobs++;
            } finally {
                lock.unlock();
            }
        }

        public int jobs() {
            return jobs;
        }
    }
}
