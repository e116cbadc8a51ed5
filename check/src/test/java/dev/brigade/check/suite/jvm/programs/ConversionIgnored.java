package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.StampedLock;

/** A budget from which departments draw. */
public final class ConversionIgnored {
    private ConversionIgnored() {}

    /** Writes although the conversion into a write lock has failed: another reader is there. */
    public static final class Broken {
        private final StampedLock lock = new StampedLock();
        private int budget = 100;

        public boolean draw(int amount) {
            long stamp = lock.readLock();
            try {
                if (budget < amount) {
                    return false;
                }
                long converted = lock.tryConvertToWriteLock(stamp);
                if (converted != 0) {
                    stamp = converted;
                }
                budget -= amount;
                return true;
            } finally {
                lock.unlock(stamp);
            }
        }
    }

    /** Begins again with a write lock if the conversion has failed. */
    public static final class Fixed {
        private final StampedLock lock = new StampedLock();
        private int budget = 100;

        public boolean draw(int amount) {
            long stamp = lock.readLock();
            try {
                while (budget >= amount) {
                    long converted = lock.tryConvertToWriteLock(stamp);
                    if (converted != 0) {
                        stamp = converted;
                        budget -= amount;
                        return true;
                    }
                    lock.unlockRead(stamp);
                    stamp = lock.writeLock();
                }
                return false;
            } finally {
                lock.unlock(stamp);
            }
        }
    }
}
