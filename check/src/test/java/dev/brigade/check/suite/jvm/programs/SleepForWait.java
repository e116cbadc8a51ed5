package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A start that takes a while in a thread of its own. */
public final class SleepForWait {
    private SleepForWait() {}

    /** After a second it must have started, most of the time. */
    public static final class Broken {
        private volatile String state = "starting";

        public void start() {
            Thread.ofVirtual().start(() -> state = "ready");
        }

        public String ask() throws InterruptedException {
            start();
            Thread.sleep(1000);
            return state;
        }
    }

    /** Waits until it has. */
    public static final class Fixed {
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile String state = "starting";

        public void start() {
            Thread.ofVirtual().start(() -> {
                state = "ready";
                started.countDown();
            });
        }

        public String ask() throws InterruptedException {
            start();
            return started.await(10, TimeUnit.SECONDS) ? state : "late";
        }
    }
}
