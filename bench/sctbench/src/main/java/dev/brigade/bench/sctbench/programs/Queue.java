package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Numbers that are queued and fetched in their order; a flag says that the queue has some, and is lowered too early. */
public final class Queue {
    private final ReentrantLock lock = new ReentrantLock();
    private final int[] elements;
    private final int[] stored;
    private int head;
    private int tail;
    private volatile boolean enqueues = true;
    private volatile boolean dequeues;

    public Queue(int count) {
        elements = new int[count];
        stored = new int[count];
    }

    public void enqueueAll() {
        lock.lock();
        try {
            put(7);
            stored[0] = 7;
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < stored.length - 1; i++) {
            lock.lock();
            try {
                if (enqueues) {
                    put(i);
                    stored[i + 1] = i;
                    enqueues = false;
                    dequeues = true;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Counts on, also when it was not its turn. */
    public void dequeueAll() {
        for (int i = 0; i < stored.length; i++) {
            lock.lock();
            try {
                if (dequeues && head != tail) {
                    Check.that(take() == stored[i], "what was stored first comes first");
                    dequeues = false;
                    enqueues = true;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void put(int element) {
        elements[tail] = element;
        tail++;
    }

    private int take() {
        int element = elements[head];
        head++;
        return element;
    }
}
