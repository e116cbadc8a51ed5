package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** Pushes and pops; who pops looks at a flag that says that something was pushed once. */
public final class Stack {
    private final ReentrantLock lock = new ReentrantLock();
    private final int[] elements;
    private int top;
    private volatile boolean pushed;

    public Stack(int count) {
        elements = new int[count];
    }

    public void push() {
        for (int i = 0; i < elements.length; i++) {
            lock.lock();
            try {
                elements[top] = i;
                top++;
                pushed = true;
            } finally {
                lock.unlock();
            }
        }
    }

    public void pop() {
        for (int i = 0; i < elements.length; i++) {
            lock.lock();
            try {
                if (pushed) {
                    Check.that(top > 0, "there is an element when it is popped");
                    top--;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
