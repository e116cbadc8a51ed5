package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a job when both of its inputs have arrived. */
public final class SignalWithoutChange {
    private SignalWithoutChange() {}

    /** Counts and asks in two steps that another thread can come between, so that nobody may give the signal. */
    public static final class Broken {
        private final AtomicInteger arrived = new AtomicInteger();
        private final Semaphore complete = new Semaphore(0);

        public void arrive() {
            int before = arrived.get();
            arrived.set(before + 1);
            if (before + 1 == 2) {
                complete.release();
            }
        }

        public void run() throws InterruptedException {
            complete.acquire();
        }
    }

    /** Exactly one of the two is the second. */
    public static final class Fixed {
        private final AtomicInteger arrived = new AtomicInteger();
        private final Semaphore complete = new Semaphore(0);

        public void arrive() {
            if (arrived.incrementAndGet() == 2) {
                complete.release();
            }
        }

        public void run() throws InterruptedException {
            complete.acquire();
        }
    }
}
