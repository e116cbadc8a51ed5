package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Waits for a new generation of the configuration. */
public final class BarrierCheck {
    private BarrierCheck() {}

    /** The latch that it waits on may have been replaced before it was opened. */
    public static final class Broken {
        private volatile CountDownLatch published = new CountDownLatch(1);
        private volatile int version;

        public int awaitFirst() throws InterruptedException {
            if (version == 0) {
                published.await();
            }
            return 1;
        }

        public void publish() {
            version = 1;
            CountDownLatch old = published;
            old.countDown();
            published = new CountDownLatch(1);
        }
    }

    /** What is seen as not published is the latch that will be opened. */
    public static final class Fixed {
        private final AtomicReference<CountDownLatch> published = new AtomicReference<>(new CountDownLatch(1));
        private volatile int version;

        public int awaitFirst() throws InterruptedException {
            CountDownLatch current = published.get();
            if (version == 0) {
                current.await();
            }
            return 1;
        }

        public void publish() {
            version = 1;
            published.getAndSet(new CountDownLatch(1)).countDown();
        }
    }
}
