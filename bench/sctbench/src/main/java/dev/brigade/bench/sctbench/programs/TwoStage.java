package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** A value and its successor, each under a lock of its own: a reader may come between the two stages of a writer. */
public final class TwoStage {
    private final ReentrantLock first = new ReentrantLock();
    private final ReentrantLock second = new ReentrantLock();
    private int data1;
    private int data2;

    public void write() {
        first.lock();
        try {
            data1 = 1;
        } finally {
            first.unlock();
        }
        second.lock();
        try {
            data2 = data1 + 1;
        } finally {
            second.unlock();
        }
    }

    public void read() {
        int seen;
        first.lock();
        try {
            if (data1 == 0) {
                return;
            }
            seen = data1;
        } finally {
            first.unlock();
        }
        second.lock();
        try {
            Check.that(data2 == seen + 1, "the second is the successor of the first");
        } finally {
            second.unlock();
        }
    }
}
