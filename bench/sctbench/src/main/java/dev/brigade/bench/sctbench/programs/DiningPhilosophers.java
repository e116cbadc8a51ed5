package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Each takes its left fork, then its right one. */
public final class DiningPhilosophers {
    private final ReentrantLock[] forks;
    private volatile int lastToEat;

    public DiningPhilosophers(int seats) {
        forks = new ReentrantLock[seats];
        for (int seat = 0; seat < seats; seat++) {
            forks[seat] = new ReentrantLock();
        }
    }

    public void eat(int seat) {
        ReentrantLock left = forks[seat];
        ReentrantLock right = forks[(seat + 1) % forks.length];
        left.lock();
        try {
            right.lock();
            try {
                lastToEat = seat;
            } finally {
                right.unlock();
            }
        } finally {
            left.unlock();
        }
    }

    public int lastToEat() {
        return lastToEat;
    }
}
