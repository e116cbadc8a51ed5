package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One slot: the producer waits until it is empty, the consumer until it is full. The consumer forgets to empty it. */
public final class Sync1 {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final Condition full = lock.newCondition();
    private int number;

    public void produce() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
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
    }

    public void consume() throws InterruptedException {
        lock.lock();
        try {
            while (number == 0) {
                full.await();
            }
            empty.signal();
        } finally {
            lock.unlock();
        }
    }
}
