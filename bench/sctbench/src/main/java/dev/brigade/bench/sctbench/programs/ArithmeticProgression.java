package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One adds the numbers from 1 to n to a bounded stock, the other takes them into a total, which is checked at its end. */
public final class ArithmeticProgression {
    private static final int ROOM = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int n;
    private int stock;
    private int number;
    private long total;
    private volatile boolean summed;

    public ArithmeticProgression(int n) {
        this.n = n;
    }

    public void produce() throws InterruptedException {
        for (int i = 1; i <= n; i++) {
            lock.lock();
            try {
                while (stock == ROOM) {
                    changed.await();
                }
                stock++;
                number = i;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Takes the number that was produced last, though there may be two in stock: the one before it is lost. */
    public void consume() throws InterruptedException {
        for (int i = 1; i <= n; i++) {
            lock.lock();
            try {
                while (stock == 0) {
                    changed.await();
                }
                stock--;
                total += number;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
        summed = true;
    }

    public void check() {
        if (summed) {
            Check.that(total == (long) n * (n + 1) / 2, "the total is that of all numbers");
        }
    }
}
