package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the closing mail once, whoever closes. */
public final class OnlyOnce {
    private OnlyOnce() {}

    /** Asks the flag, then sets it. */
    public static final class Broken {
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicInteger mails = new AtomicInteger();

        public void close() {
            if (!closed.get()) {
                closed.set(true);
                mails.incrementAndGet();
            }
        }
    }

    /** Who sets the flag sends the mail. */
    public static final class Fixed {
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicInteger mails = new AtomicInteger();

        public void close() {
            if (closed.compareAndSet(false, true)) {
                mails.incrementAndGet();
            }
        }
    }
}
