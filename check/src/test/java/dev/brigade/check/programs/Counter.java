package dev.brigade.check.programs;

/** Counts, in ways that are right and wrong. */
public final class Counter {
    private int count;
    private volatile int visible;

    public void add() {
        count++;
    }

    public void addVisibly() {
        visible++;
    }

    public synchronized void addLocked() {
        count++;
    }

    public int count() {
        return count + visible;
    }
}
