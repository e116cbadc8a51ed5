package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** A value that some increment and check under one lock, and others increment under another. */
public final class WrongLock {
    private final ReentrantLock dataLock = new ReentrantLock();
    private final ReentrantLock thisLock = new ReentrantLock();
    private int data;

    public void withDataLock() {
        dataLock.lock();
        try {
            int seen = data;
            data++;
            Check.that(data == seen + 1, "nobody else wrote under my lock");
        } finally {
            dataLock.unlock();
        }
    }

    public void withThisLock() {
        thisLock.lock();
        try {
            data++;
        } finally {
            thisLock.unlock();
        }
    }
}
