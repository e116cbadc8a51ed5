package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** Bytes sent over all connections. */
public final class VolatileIncrement {
    private VolatileIncrement() {}

    /** Takes volatile for atomic. */
    public static final class Broken {
        private volatile int sent;

        @SuppressWarnings("NonAtomicVolatileUpdate") // the bug
        public void send(int bytes) {
            sent += bytes;
        }

        public int sent() {
            return sent;
        }
    }

    /** Adds in one step. */
    public static final class Fixed {
        private final AtomicInteger sent = new AtomicInteger();

        public void send(int bytes) {
            sent.addAndGet(bytes);
        }

        public int sent() {
            return sent.get();
        }
    }
}
