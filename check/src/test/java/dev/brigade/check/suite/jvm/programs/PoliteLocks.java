package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Two that meet in a corridor: each needs both tiles. */
public final class PoliteLocks {
    private PoliteLocks() {}

    /** Each steps back when the other is in the way, at once and for ever. */
    public static final class Broken {
        private final ReentrantLock left = new ReentrantLock();
        private final ReentrantLock right = new ReentrantLock();
        private int passed;

        public void goRight() {
            pass(left, right);
        }

        public void goLeft() {
            pass(right, left);
        }

        private void pass(ReentrantLock here, ReentrantLock there) {
            while (true) {
                here.lock();
                try {
                    if (there.tryLock()) {
                        try {
                            passed++;
                            return;
                        } finally {
                            there.unlock();
                        }
                    }
                } finally {
                    here.unlock();
                }
            }
        }

        public int passed() {
            return passed;
        }
    }

    /** Both take the left tile first, and wait. */
    public static final class Fixed {
        private final ReentrantLock left = new ReentrantLock();
        private final ReentrantLock right = new ReentrantLock();
        private int passed;

        public void goRight() {
            pass();
        }

        public void goLeft() {
            pass();
        }

        private void pass() {
            left.lock();
            try {
                right.lock();
                try {
                    passed++;
                } finally {
                    right.unlock();
                }
            } finally {
                left.unlock();
            }
        }

        public int passed() {
            return passed;
        }
    }
}
