package dev.brigade.web.engine.helidon;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a request's thread is inside the handler: only then may it be interrupted because its client is gone.
 *
 * <p>States: NONE → RUNNING and back by the request's thread; RUNNING → INTERRUPTING → INTERRUPTED by one thread that
 * interrupts, whoever wins the first step. An interrupt is sent only between the last two, and {@link #end} does not
 * return in between; then it clears the flag. So neither this interrupt nor one that the handler set for itself closes the
 * connection under what is still to be written.
 */
final class Call {
    private static final int NONE = 0;
    private static final int RUNNING = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;

    private static final long POLL_NANOS = 100_000;

    private final AtomicInteger state = new AtomicInteger();

    /** Written before RUNNING, read after it was seen. */
    private long since;

    private @Nullable Thread thread;

    /** What the handler wants to be done instead of an interrupt. */
    private volatile @Nullable Runnable instead;

    void begin(long now) {
        thread = Thread.currentThread();
        instead = null;
        since = now;
        state.set(RUNNING);
    }

    /** Returns whether it was interrupted because the client is gone. */
    boolean end() {
        boolean interrupted = !state.compareAndSet(RUNNING, NONE);
        if (interrupted) {
            while (state.get() != INTERRUPTED) {
                Thread.interrupted(); // or parking would end at once
                LockSupport.parkNanos(POLL_NANOS);
            }
            state.set(NONE);
        }
        Thread.interrupted();
        return interrupted;
    }

    void insteadOfInterrupt(Runnable action) {
        instead = action;
    }

    /** Whether the thread is inside the handler. */
    boolean running() {
        return state.get() != NONE;
    }

    /** Whether the handler runs, and has for longer than {@code nanos}. */
    boolean runsLongerThan(long nanos, long now) {
        return state.get() == RUNNING && now - since > nanos;
    }

    /** The client is gone: interrupts the thread that called the handler, if it is still there. */
    void interrupt() {
        if (state.compareAndSet(RUNNING, INTERRUPTING)) {
            try {
                Runnable action = instead;
                Thread target = thread;
                if (action != null) {
                    action.run();
                } else if (target != null) {
                    target.interrupt();
                }
            } finally {
                state.set(INTERRUPTED);
            }
        }
    }
}
