package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A cached price with a count of hits. */
public final class WriteUnderReadLock {
    private WriteUnderReadLock() {}

    /** Counts under the lock that lets all readers in. */
    public static final class Broken {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final int price = 20;
        private int hits;

        public int price() {
            lock.readLock().lock();
            try {
                hits++;
                return price;
            } finally {
                lock.readLock().unlock();
            }
        }

        public int hits() {
            return hits;
        }
    }

    /** Whoever writes takes the write lock. */
    public static final class Fixed {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final int price = 20;
        private int hits;

        public int price() {
            lock.writeLock().lock();
            try {
                hits++;
                return price;
            } finally {
                lock.writeLock().unlock();
            }
        }

        public int hits() {
            return hits;
        }
    }
}
