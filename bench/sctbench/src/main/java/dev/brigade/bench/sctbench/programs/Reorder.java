package dev.brigade.bench.sctbench.programs;

/** Setters write two fields one after the other, and one checker reads both: it may see only one of them written. */
public final class Reorder {
    private volatile int a;
    private volatile int b;

    public void set() {
        a = 1;
        b = -1;
    }

    public void check() {
        Check.that((a == 0 && b == 0) || (a == 1 && b == -1), "a and b were set together");
    }
}
