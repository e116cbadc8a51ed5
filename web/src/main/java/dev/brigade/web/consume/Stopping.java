package dev.brigade.web.consume;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far the stop of the consumers has come: not begun, begun, over. Each step is taken once, by the thread that stops;
 * everybody may read and wait. When it has begun its end is known.
 */
final class Stopping {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long endNanos;

    /** @param end {@link System#nanoTime()} when work is cut off */
    void begin(long end) {
        endNanos = end; // before it can be asked for
        begun.countDown();
    }

    /** From now on nothing is worked on. */
    void end() {
        begun.countDown();
        over.countDown();
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /**
     * Waits, and returns whether there is still time for more work afterwards.
     *
     * @param drains whether there is, although a stop has begun
     */
    boolean pause(long nanos, boolean drains) {
        long due = System.nanoTime() + nanos;
        try {
            if (!begun.await(nanos, TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (!drains || due - endNanos > 0) {
                return false;
            }
            return !over.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return !isOver(); // nobody of ours sends one; it may as well go on at once
        }
    }
}
