package dev.brigade.check.explore;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** As one from a jar, of which no step is seen: it has work done by platform threads, and waits for that, but not for ever. */
public final class SlowLibrary {
    private static final long WORK_NANOS = 20_000_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("slow library").factory());

    /** Its threads are there before anybody is explored. */
    public SlowLibrary() {
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                both.countDown();
                while (both.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    /** As H2 does for its first random number. Returns whether the thread has come to its end in time. */
    public static boolean startsAndJoins() throws InterruptedException {
        Thread helper = Thread.ofPlatform().daemon().start(SlowLibrary::work);
        helper.join(400);
        return !helper.isAlive();
    }

    /** Returns whether the pool was soon enough. */
    public boolean submitsAndWaits() throws Exception {
        Future<?> done = pool.submit(SlowLibrary::work);
        try {
            done.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void work() {
        long began = System.nanoTime(); // real time: no class of the explorer asks the run
        while (System.nanoTime() - began < WORK_NANOS) {
            Thread.onSpinWait();
        }
    }
}
