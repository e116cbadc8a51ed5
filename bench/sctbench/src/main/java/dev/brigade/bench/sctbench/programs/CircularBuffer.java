package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** A ring of numbers with a lock around each call; who adds says by a flag, which nothing guards, that there is something. */
public final class CircularBuffer {
    private static final int ROOM = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final int[] ring = new int[ROOM];
    private final int count;
    private int first;
    private int next;
    private volatile boolean send = true;
    private volatile boolean receive;

    public CircularBuffer(int count) {
        this.count = count;
    }

    public void producer() {
        for (int i = 0; i < count; i++) {
            lock.lock();
            try {
                if (send) {
                    ring[next] = i;
                    next = (next + 1) % ROOM;
                    send = false;
                    receive = true;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Expects the numbers in their order, though some of them found no room and were not sent. */
    public void consumer() {
        for (int i = 0; i < count; i++) {
            lock.lock();
            try {
                if (receive) {
                    int received = ring[first];
                    first = (first + 1) % ROOM;
                    Check.that(received == i, "the numbers come in order");
                    receive = false;
                    send = true;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
