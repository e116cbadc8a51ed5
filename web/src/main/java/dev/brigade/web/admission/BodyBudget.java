package dev.brigade.web.admission;

import dev.brigade.web.errors.ServiceUnavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the bodies of all requests may take at once: memory, and places while a client is waited for. A body is read before
 * its request takes a place among those that run, so that clients that send slowly keep nobody out; but for one whose client
 * waits to be asked for it ({@code Expect: 100-continue}), which is read when the handler wants it: a quarter of those that
 * run may be at that.
 *
 * <p>Safe from any thread: one atomic number and a semaphore, and nobody waits for either.
 */
public final class BodyBudget {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** A quarter: of the memory, and of the requests that run. */
    private static final int SHARE = 4;

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();
    private final Semaphore asked;

    /**
     * @param bytes how many may be in memory
     * @param asked how many requests that run may wait for a body that they have asked for
     */
    public BodyBudget(long bytes, int asked) {
        this.bytes = bytes;
        this.asked = new Semaphore(asked);
    }

    /** A quarter of the memory of this process, and of {@code running} requests. */
    public static BodyBudget of(int running) {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / SHARE, Math.max(1, running / SHARE));
    }

    /**
     * Takes memory, to be {@linkplain #give given back}.
     *
     * @throws ServiceUnavailable if there is not so much left
     */
    public void take(long more) {
        if (taken.addAndGet(more) > bytes) {
            taken.addAndGet(-more);
            throw new ServiceUnavailable("The server reads too much at once; try again", RETRY_AFTER);
        }
    }

    /** Gives back what was taken. */
    public void give(long back) {
        taken.addAndGet(-back);
    }

    /** How many bytes are taken. */
    public long taken() {
        return taken.get();
    }

    /**
     * Before a request that runs waits for a body that it has asked for; {@link #asked} follows.
     *
     * @throws ServiceUnavailable if as many as may are at that
     */
    public void ask() {
        if (!asked.tryAcquire()) {
            throw new ServiceUnavailable("Too many send what they were asked for; try again", RETRY_AFTER);
        }
    }

    /** The body has come, or will not. */
    public void asked() {
        asked.release();
    }
}
