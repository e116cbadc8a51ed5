package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** Each of three takes the token of its neighbour; when all have done so, all should have the same. */
public final class TokenRing {
    private static final int MEMBERS = 3;
    private final AtomicInteger done = new AtomicInteger();
    private volatile int x1 = 1;
    private volatile int x2 = 2;
    private volatile int x3 = 1;

    public void first() {
        x1 = (x3 + 1) % 4;
        done.incrementAndGet();
    }

    public void second() {
        x2 = x1;
        done.incrementAndGet();
    }

    public void third() {
        x3 = x2;
        done.incrementAndGet();
    }

    public void check() {
        if (done.get() == MEMBERS) {
            Check.that(x1 == x2 && x2 == x3, "all have the same token");
        }
    }
}
