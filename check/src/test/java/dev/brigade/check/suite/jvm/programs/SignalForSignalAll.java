package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An order is packed when it is paid, and announced when it is packed. */
public final class SignalForSignalAll {
    private SignalForSignalAll() {}

    /** Wakes one of those that wait, who may wait for something else. */
    public static final class Broken {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean paid;
        private boolean packed;

        public void pay() {
            lock.lock();
            try {
                paid = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        public void pack() throws InterruptedException {
            lock.lock();
            try {
                while (!paid) {
                    changed.await();
                }
                packed = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        public void announce() throws InterruptedException {
            lock.lock();
            try {
                while (!packed) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Wakes all: each looks whether it was meant. */
    public static final class Fixed {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean paid;
        private boolean packed;

        public void pay() {
            lock.lock();
            try {
                paid = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        public void pack() throws InterruptedException {
            lock.lock();
            try {
                while (!paid) {
                    changed.await();
                }
                packed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        public void announce() throws InterruptedException {
            lock.lock();
            try {
                while (!packed) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
