package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A work-stealing queue with one owner, who pushes and pops at the tail, and thieves, who steal at the head (Leijen, Schulte,
 * Burckhardt, "The design of a task parallel library", OOPSLA 2009; after Frigo and others, "Cilk-5", PLDI 1998). The owner
 * needs the lock only for the last item, but here it looks at the head before it has said how far it goes.
 */
public final class WorkStealQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Item[] items;
    private final Item[] slots;
    private volatile int head;
    private volatile int tail;

    public WorkStealQueue(int count) {
        items = new Item[count];
        slots = new Item[count];
        for (int i = 0; i < count; i++) {
            items[i] = new Item();
        }
    }

    /** Pushes all items, and pops until there are none. */
    public void own() {
        for (Item item : items) {
            int end = tail;
            slots[end] = item;
            tail = end + 1; // the owner alone writes it
        }
        for (Item item = pop(); item != null; item = pop()) {
            item.take();
        }
    }

    public void steal() {
        Item stolen = null;
        lock.lock();
        try {
            int first = head;
            head = first + 1;
            if (first < tail) {
                stolen = slots[first];
            } else {
                head = first;
            }
        } finally {
            lock.unlock();
        }
        if (stolen != null) {
            stolen.take();
        }
    }

    private Item pop() {
        int last = tail - 1;
        if (head <= last) {
            tail = last;
            return slots[last];
        }
        lock.lock();
        try {
            if (head <= last) {
                tail = last;
                return slots[last];
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static final class Item {
        private int taken;

        synchronized void take() {
            taken++;
            Check.that(taken == 1, "each item is taken once");
        }
    }
}
