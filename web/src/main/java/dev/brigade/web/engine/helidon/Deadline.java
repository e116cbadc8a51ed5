package dev.brigade.web.engine.helidon;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The end of one blocking read or write. The thread that does the I/O arms it before and disarms it after; whoever
 * finds it overdue interrupts that thread, which closes the channel under the I/O.
 *
 * <p>States and who may change them:
 *
 * <pre>
 *   FREE  → BUSY | IDLE   the thread about to do I/O (IDLE: nothing has come of the next request yet)
 *   FREE  → PROBED        the watchdog, for a thread that reads ahead
 *   PROBED → FREE         that thread
 *   BUSY | IDLE → FREE    the thread that did the I/O
 *   BUSY | IDLE → FIRING  the watchdog, or the engine that stops; whoever wins this step alone may interrupt
 *   FIRING → FIRED        the same; final, the connection is dead
 * </pre>
 *
 * <p>Why no interrupt strays: it is sent only between FIRING and FIRED, and {@link #disarm} does not return in between,
 * so the interrupted thread is still inside its I/O call; it clears the flag before it goes on.
 *
 * <p>Why no late sweep hits the next I/O: the sweep reads {@code at} before it takes FIRING. If that is the {@code at} of
 * an earlier I/O, the clock had passed it before, so {@link #disarm} of that I/O told its thread that it was late, and a
 * thread told so does not arm again.
 */
final class Deadline {
    private static final int FREE = 0;
    private static final int BUSY = 1;
    private static final int IDLE = 2;
    private static final int PROBED = 3;
    private static final int FIRING = 4;
    private static final int FIRED = 5;

    private static final long POLL_NANOS = 100_000;

    private final AtomicInteger state = new AtomicInteger();
    private final Clock clock;

    /** Written before arming, read only by a thread that then sees BUSY or IDLE. */
    private long at;

    private @Nullable Thread thread;

    Deadline(Clock clock) {
        this.clock = clock;
    }

    /**
     * Starts the watch over the calling thread.
     *
     * @param idle whether the wait may be ended at any time because no request has begun
     * @return false if it can't be armed: it has fired, or another thread reads ahead
     */
    boolean arm(long newAt, boolean idle) {
        if (state.get() != FREE) {
            return false;
        }
        thread = Thread.currentThread();
        at = newAt;
        return state.compareAndSet(FREE, idle ? IDLE : BUSY);
    }

    /**
     * Ends the watch.
     *
     * @return whether the I/O ended too late; the connection can then not be used any more
     */
    boolean disarm() {
        int seen = state.get();
        if ((seen == BUSY || seen == IDLE) && state.compareAndSet(seen, FREE)) {
            return clock.now() - at > 0;
        }
        while (state.get() != FIRED) {
            Thread.interrupted(); // or parking would end at once
            LockSupport.parkNanos(POLL_NANOS);
        }
        Thread.interrupted();
        return true;
    }

    /** Whether the I/O under way is overdue and the caller has won the right, and the duty, to {@link #fire}. */
    boolean expired(long now) {
        int seen = state.get();
        return (seen == BUSY || seen == IDLE) && now - at > 0 && state.compareAndSet(seen, FIRING);
    }

    /** Whether the connection waits for its next request and the caller has won the right, and the duty, to fire. */
    boolean idle() {
        return state.compareAndSet(IDLE, FIRING);
    }

    /** Interrupts the I/O; only after {@link #expired} or {@link #idle} said true. */
    void fire() {
        Thread target = thread;
        if (target != null) {
            target.interrupt();
        }
        state.set(FIRED);
    }

    boolean fired() {
        return state.get() >= FIRING;
    }

    /** Whether it can't be armed, now or soon: it has fired, or another thread does I/O, which it must not. */
    boolean unusable() {
        int seen = state.get();
        return seen != FREE && seen != PROBED;
    }

    /** Claims the reading side for a thread that reads ahead. */
    boolean probe() {
        return state.compareAndSet(FREE, PROBED);
    }

    void probeEnded() {
        state.set(FREE);
    }
}
