package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Two add to a value, and the third takes it that they have not both done so yet. */
public final class Lazy {
    private final ReentrantLock lock = new ReentrantLock();
    private int data;

    public void add(int amount) {
        lock.lock();
        try {
            data += amount;
        } finally {
            lock.unlock();
        }
    }

    public void check() {
        lock.lock();
        try {
            Check.that(data < 3, "the third comes before both have added");
        } finally {
            lock.unlock();
        }
    }
}
