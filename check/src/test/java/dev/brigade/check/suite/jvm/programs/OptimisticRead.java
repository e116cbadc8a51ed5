package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.StampedLock;

/** The position of a courier. */
public final class OptimisticRead {
    private OptimisticRead() {}

    /** Uses what it read without asking whether somebody wrote meanwhile. */
    public static final class Broken {
        private final StampedLock lock = new StampedLock();
        private int x;
        private int y;

        public void move(int dx, int dy) {
            long stamp = lock.writeLock();
            try {
                x += dx;
                y += dy;
            } finally {
                lock.unlockWrite(stamp);
            }
        }

        public String position() {
            long stamp = lock.tryOptimisticRead();
            if (stamp == 0) { // somebody writes at this moment
                stamp = lock.readLock();
                try {
                    return x + "," + y;
                } finally {
                    lock.unlockRead(stamp);
                }
            }
            int seenX = x;
            int seenY = y;
            return seenX + "," + seenY;
        }
    }

    /** Asks, and reads again under the read lock if so. */
    public static final class Fixed {
        private final StampedLock lock = new StampedLock();
        private int x;
        private int y;

        public void move(int dx, int dy) {
            long stamp = lock.writeLock();
            try {
                x += dx;
                y += dy;
            } finally {
                lock.unlockWrite(stamp);
            }
        }

        public String position() {
            long stamp = lock.tryOptimisticRead();
            int seenX = x;
            int seenY = y;
            if (!lock.validate(stamp)) {
                stamp = lock.readLock();
                try {
                    seenX = x;
                    seenY = y;
                } finally {
                    lock.unlockRead(stamp);
                }
            }
            return seenX + "," + seenY;
        }
    }
}
