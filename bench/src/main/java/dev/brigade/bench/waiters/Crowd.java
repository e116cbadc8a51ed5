package dev.brigade.bench.waiters;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Many activities, each on a virtual thread of its own as a request is, that wait at one {@link Meeting}; once. Driven by one
 * thread. {@code goesOn} is guarded by the lock.
 */
final class Crowd {
    private static final long POLL_NANOS = 1_000_000;
    private static final long LONGEST_SECONDS = 120;

    /**
     * What was measured.
     *
     * @param bytes of the heap for each that waits, with its thread and its activity
     * @param wakeMillis how long {@code unlock} or {@code signalAll} took
     * @param throughMillis from there on until the last has had the lock
     */
    record Measured(double bytes, double wakeMillis, double throughMillis) {}

    private final Meeting meeting;
    private final int size;
    private final Recorder recorder = new Recorder();
    private final CountDownLatch through;
    private boolean goesOn;

    Crowd(Meeting meeting, int size) {
        this.meeting = meeting;
        this.size = size;
        this.through = new CountDownLatch(size);
    }

    Measured atTheLock() {
        long before = heap();
        meeting.lock().lock();
        long bytes;
        long began;
        try {
            start(this::passTheLock);
            until(() -> meeting.queued() == size);
            bytes = heap() - before;
        } finally {
            began = System.nanoTime();
            meeting.lock().unlock();
        }
        return measured(bytes, began, System.nanoTime());
    }

    Measured atTheCondition() {
        long before = heap();
        start(this::waitAtTheCondition);
        until(() -> {
            meeting.lock().lock();
            try {
                return meeting.inWaitSet() == size;
            } finally {
                meeting.lock().unlock();
            }
        });
        long bytes = heap() - before;
        long began;
        long signalled;
        meeting.lock().lock();
        try {
            goesOn = true;
            began = System.nanoTime();
            meeting.condition().signalAll();
            signalled = System.nanoTime();
        } finally {
            meeting.lock().unlock();
        }
        return measured(bytes, began, signalled);
    }

    @SuppressWarnings("LockNotBeforeTry") // nothing comes between that could throw
    private void passTheLock() {
        meeting.lock().lock();
        meeting.lock().unlock();
    }

    private void waitAtTheCondition() {
        meeting.lock().lock();
        try {
            while (!goesOn) {
                meeting.condition().awaitUninterruptibly();
            }
        } finally {
            meeting.lock().unlock();
        }
    }

    private void start(Runnable wait) {
        for (int i = 0; i < size; i++) {
            Thread.ofVirtual()
                    .start(() -> recorder.begin(Activity.Kind.REQUEST, "GET /").call(() -> {
                        wait.run();
                        through.countDown();
                        return true;
                    }));
        }
    }

    private Measured measured(long bytes, long began, long woken) {
        try {
            if (!through.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchmarkException(
                        through.getCount() + " of " + size + " waiters of " + meeting.subject() + " never went on");
            }
        } catch (InterruptedException e) {
            throw new BenchmarkException("Interrupted while the waiters went on", e);
        }
        return new Measured((double) bytes / size, millis(woken - began), millis(System.nanoTime() - began));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private void until(BooleanSupplier seen) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchmarkException("After " + LONGEST_SECONDS + " s not all " + size + " of "
                        + meeting.subject() + " wait; try fewer");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** What is in use after a collection. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
