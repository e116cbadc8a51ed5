package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Two uploads of two parts each: the latch counts the uploads that are complete. */
public final class LatchCountedTooOften {
    private LatchCountedTooOften() {}

    /** Both parts see that the upload is complete, and both count it. */
    public static final class Broken {
        private final CountDownLatch uploads = new CountDownLatch(2);
        private final AtomicInteger parts = new AtomicInteger();

        public void part() {
            parts.incrementAndGet();
            if (parts.get() == 2) {
                uploads.countDown();
            }
        }

        public long missing() {
            return uploads.getCount();
        }
    }

    /** Only the part that completes it counts it. */
    public static final class Fixed {
        private final CountDownLatch uploads = new CountDownLatch(2);
        private final AtomicInteger parts = new AtomicInteger();

        public void part() {
            if (parts.incrementAndGet() == 2) {
                uploads.countDown();
            }
        }

        public long missing() {
            return uploads.getCount();
        }
    }
}
