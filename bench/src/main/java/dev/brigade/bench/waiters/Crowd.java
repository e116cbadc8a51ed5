package dev.brigade.bench.waiters;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.threads.Activity;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.GuardSettings;
import java.util.List;
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
    private static final int LOOKS = 10;

    /**
     * What was measured.
     *
     * @param bytes of the heap for each that waits, with its thread and its activity
     * @param wakeMillis how long {@code unlock} or {@code signalAll} took
     * @param throughMillis from there on until the last has had the lock
     * @param lookMillis how long the guard took at most to look at them all
     */
    record Measured(double bytes, double wakeMillis, double throughMillis, double lookMillis) {}

    private final Meeting meeting;
    private final int size;
    private final Guard guard = new Guard(GuardSettings.DEFAULT, _ -> {});
    private final Recorder recorder = new Recorder(RecorderSettings.DEFAULT, guard);
    private final CountDownLatch through;
    private boolean goesOn;

    Crowd(Meeting meeting, int size) {
        this.meeting = meeting;
        this.size = size;
        this.through = new CountDownLatch(size);
    }

    Measured atTheLock() {
        return atTheLock(this::passTheLock);
    }

    /** Each with a lock of its own held. */
    Measured atTheLockHolding() {
        return atTheLock(this::passTheLockWithAnother);
    }

    private Measured atTheLock(Runnable wait) {
        long before = heap();
        meeting.lock().lock();
        long bytes;
        double look;
        long began;
        try {
            start(wait);
            until(() -> meeting.queued() == size);
            bytes = heap() - before;
            look = look();
        } finally {
            began = System.nanoTime();
            meeting.lock().unlock();
        }
        return measured(bytes, began, System.nanoTime(), look);
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
        double look = look();
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
        return measured(bytes, began, signalled, look);
    }

    @SuppressWarnings("LockNotBeforeTry") // nothing comes between that could throw
    private void passTheLock() {
        meeting.lock().lock();
        meeting.lock().unlock();
    }

    /** With a lock of its own held, so that the guard follows each. */
    @SuppressWarnings("LockNotBeforeTry") // as above
    private void passTheLockWithAnother() {
        NamedLock own = new NamedLock("own");
        own.lock();
        passTheLock();
        own.unlock();
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

    private Measured measured(long bytes, long began, long woken, double look) {
        try {
            if (!through.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchmarkException(
                        through.getCount() + " of " + size + " waiters of " + meeting.subject() + " never went on");
            }
        } catch (InterruptedException e) {
            throw new BenchmarkException("Interrupted while the waiters went on", e);
        }
        return new Measured((double) bytes / size, millis(woken - began), millis(System.nanoTime() - began), look);
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

    /** How long the guard takes at most, of a few looks while all wait. */
    private double look() {
        guard.watch(recorder, List.of());
        double longest = 0;
        for (int i = 0; i < LOOKS; i++) {
            long seen = guard.looks();
            until(() -> guard.looks() > seen);
            longest = Math.max(longest, guard.lastLook().toNanos() / 1e6);
        }
        guard.close();
        return longest;
    }

    /** What is in use after a collection. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
