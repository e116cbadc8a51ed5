package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Five rooms; a booking reserves three, then is paid. */
public final class UnlockWithoutFinally {
    private UnlockWithoutFinally() {}

    /** Who finds too few rooms leaves with the lock. */
    public static final class Broken {
        private final ReentrantLock lock = new ReentrantLock();
        private int rooms = 5;
        private int paid;

        public void book() {
            reserve(3);
            pay(3);
        }

        @SuppressWarnings("LockNotBeforeTry") // the bug
        private void reserve(int count) {
            lock.lock();
            if (rooms < count) {
                throw new IllegalStateException("too few rooms");
            }
            rooms -= count;
            lock.unlock();
        }

        private void pay(int count) {
            lock.lock();
            try {
                paid += count;
            } finally {
                lock.unlock();
            }
        }

        public int paid() {
            return paid;
        }
    }

    /** However it ends, the lock is free. */
    public static final class Fixed {
        private final ReentrantLock lock = new ReentrantLock();
        private int rooms = 5;
        private int paid;

        public void book() {
            reserve(3);
            pay(3);
        }

        private void reserve(int count) {
            lock.lock();
            try {
                if (rooms < count) {
                    throw new IllegalStateException("too few rooms");
                }
                rooms -= count;
            } finally {
                lock.unlock();
            }
        }

        private void pay(int count) {
            lock.lock();
            try {
                paid += count;
            } finally {
                lock.unlock();
            }
        }

        public int paid() {
            return paid;
        }
    }
}
