package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayList;
import java.util.List;

/** Measurements that are collected, and flushed from time to time. */
public final class ReplacedLock {
    private ReplacedLock() {}

    /** The lock is the list, and the list is replaced: the next thread has another lock. */
    public static final class Broken {
        private List<Integer> pending = new ArrayList<>();
        private int flushed;

        @SuppressWarnings("SynchronizeOnNonFinalField") // the bug
        public void flush() {
            synchronized (pending) {
                flushed += pending.size();
                pending = new ArrayList<>();
            }
        }

        @SuppressWarnings("SynchronizeOnNonFinalField") // the bug
        public void add(int measurement) {
            synchronized (pending) {
                pending.add(measurement);
            }
        }

        public int total() {
            return flushed + pending.size();
        }
    }

    /** The lock stays. */
    public static final class Fixed {
        private final Object lock = new Object();
        private List<Integer> pending = new ArrayList<>();
        private int flushed;

        public void flush() {
            synchronized (lock) {
                flushed += pending.size();
                pending = new ArrayList<>();
            }
        }

        public void add(int measurement) {
            synchronized (lock) {
                pending.add(measurement);
            }
        }

        public int total() {
            return flushed + pending.size();
        }
    }
}
