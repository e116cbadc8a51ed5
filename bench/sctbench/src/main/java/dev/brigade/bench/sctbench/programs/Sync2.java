package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** As {@link Sync1}, but the slot holds two at first, and the consumer takes one only: the producer waits for ever. */
public final class Sync2 {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final Condition full = lock.newCondition();
    private int number = 2;

    public void produce() throws InterruptedException {
        lock.lock();
        try {
            while (number > 0) {
                empty.await();
            }
            number++;
            full.signal();
        } finally {
            lock.unlock();
        }
    }

    public void consume() throws InterruptedException {
        lock.lock();
        try {
            while (number == 0) {
                full.await();
            }
            number--;
            empty.signal();
        } finally {
            lock.unlock();
        }
    }
}
