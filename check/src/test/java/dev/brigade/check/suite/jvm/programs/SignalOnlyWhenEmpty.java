package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A queue of letters. */
public final class SignalOnlyWhenEmpty {
    private SignalOnlyWhenEmpty() {}

    /** Signals only if the queue was empty: of two who wait, the second is not woken for the second letter. */
    public static final class Broken {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition notEmpty = lock.newCondition();
        private final Deque<String> letters = new ArrayDeque<>();

        public void post(String letter) {
            lock.lock();
            try {
                boolean wasEmpty = letters.isEmpty();
                letters.addLast(letter);
                if (wasEmpty) {
                    notEmpty.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        public String fetch() throws InterruptedException {
            lock.lock();
            try {
                while (letters.isEmpty()) {
                    notEmpty.await();
                }
                return letters.removeFirst();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Signals for each letter. */
    public static final class Fixed {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition notEmpty = lock.newCondition();
        private final Deque<String> letters = new ArrayDeque<>();

        public void post(String letter) {
            lock.lock();
            try {
                letters.addLast(letter);
                notEmpty.signal();
            } finally {
                lock.unlock();
            }
        }

        public String fetch() throws InterruptedException {
            lock.lock();
            try {
                while (letters.isEmpty()) {
                    notEmpty.await();
                }
                return letters.removeFirst();
            } finally {
                lock.unlock();
            }
        }
    }
}
