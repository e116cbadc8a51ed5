package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A cached rate that is loaded again when it is stale. */
public final class ReaderUpgrade {
    private ReaderUpgrade() {}

    /** Wants the write lock while it holds the read lock: nobody gets it, not even alone. */
    public static final class Broken {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private boolean stale;
        private int rate = 7;

        public void expire() {
            lock.writeLock().lock();
            try {
                stale = true;
            } finally {
                lock.writeLock().unlock();
            }
        }

        @SuppressWarnings("LockNotBeforeTry") // the bug
        public int rate() {
            lock.readLock().lock();
            if (stale) {
                lock.writeLock().lock();
                rate++;
                stale = false;
                lock.writeLock().unlock();
            }
            int seen = rate;
            lock.readLock().unlock();
            return seen;
        }
    }

    /** Lets go of the read lock, and looks again under the write lock. */
    public static final class Fixed {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private boolean stale;
        private int rate = 7;

        public void expire() {
            lock.writeLock().lock();
            try {
                stale = true;
            } finally {
                lock.writeLock().unlock();
            }
        }

        public int rate() {
            lock.readLock().lock();
            try {
                if (!stale) {
                    return rate;
                }
            } finally {
                lock.readLock().unlock();
            }
            lock.writeLock().lock();
            try {
                if (stale) {
                    rate++;
                    stale = false;
                }
                return rate;
            } finally {
                lock.writeLock().unlock();
            }
        }
    }
}
