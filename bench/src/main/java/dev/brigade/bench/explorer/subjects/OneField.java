package dev.brigade.bench.explorer.subjects;

/** One field that threads read and write. Volatile, and in the end the same in whatever order: nothing is to be found. */
public final class OneField {
    @SuppressWarnings("UnusedVariable") // being read and written is what it is for
    private volatile int flags = 1;

    @SuppressWarnings("NonAtomicVolatileUpdate") // that is what is explored
    public void set() {
        flags |= 1;
    }
}
