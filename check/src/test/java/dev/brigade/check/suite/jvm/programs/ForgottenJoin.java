package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** Sums up two halves, one of them in a thread of its own. */
public final class ForgottenJoin {
    private ForgottenJoin() {}

    /** Doesn't wait for the other half. */
    public static final class Broken {
        public int sum() {
            AtomicInteger sum = new AtomicInteger();
            Thread.startVirtualThread(() -> sum.addAndGet(20));
            sum.addAndGet(22);
            return sum.get();
        }
    }

    /** Waits. */
    public static final class Fixed {
        public int sum() throws InterruptedException {
            AtomicInteger sum = new AtomicInteger();
            Thread half = Thread.startVirtualThread(() -> sum.addAndGet(20));
            sum.addAndGet(22);
            half.join();
            return sum.get();
        }
    }
}
