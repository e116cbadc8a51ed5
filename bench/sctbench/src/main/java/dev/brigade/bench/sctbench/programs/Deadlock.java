package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Two locks, taken in opposite orders. */
public final class Deadlock {
    private final ReentrantLock a = new ReentrantLock();
    private final ReentrantLock b = new ReentrantLock();
    private int counter;

    public void first() {
        count(a, b);
    }

    public void second() {
        count(b, a);
    }

    private void count(ReentrantLock outer, ReentrantLock inner) {
        outer.lock();
        try {
            inner.lock();
            try {
                counter++;
            } finally {
                inner.unlock();
            }
        } finally {
            outer.unlock();
        }
    }

    public int counter() {
        return counter;
    }
}
