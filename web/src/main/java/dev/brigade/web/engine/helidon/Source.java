package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineException;
import io.helidon.common.socket.HelidonSocket;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes from the client: every read has a deadline.
 *
 * <p>Confined to one thread at a time, the one that reads the head or the body, except for the read ahead: while the
 * handler runs and reads nothing, the watchdog may let a thread wait for the client's next bytes, to learn that it is
 * gone. {@link Deadline} gives the reading side to one of them: that thread writes {@code stash} and {@code ended} and
 * then frees the deadline; a reader arms the deadline and then reads them. A reader that comes while the other still
 * waits for bytes waits for it.
 *
 * <p>While the handler runs, its body is read ahead too: a thread of its own reads and the handler's waits for it. So an
 * interrupt, which is how a deadline or a cancel ends a request, ends that wait; in a read it would close the client's
 * connection, and there would be nobody to answer.
 */
final class Source implements Supplier<byte[]> {
    private static final long IDLE_POLL_NANOS = 50_000_000L;

    final Deadline deadline;
    final HeadReader reader;

    private final HelidonSocket socket;
    private final Clock clock;
    private final Limits limits;
    private final BooleanSupplier stopping;
    private final BooleanSupplier handling;

    private byte @Nullable [] stash;
    private boolean ended;
    private volatile @Nullable CountDownLatch probe;

    /** The bytes with which a head began, until the reader asks for them. */
    private byte @Nullable [] first;

    private volatile boolean bodyLate; // set by whoever reads the body
    private boolean inBody;
    private boolean idle;
    private long headEnd;
    private long bodyBytes;
    private long bodyWaited;

    /**
     * @param stopping whether the engine stops
     * @param handling whether the handler runs
     */
    Source(HelidonSocket socket, Clock clock, Limits limits, BooleanSupplier stopping, BooleanSupplier handling) {
        this.socket = socket;
        this.clock = clock;
        this.limits = limits;
        this.stopping = stopping;
        this.handling = handling;
        this.deadline = new Deadline(clock);
        this.reader = new HeadReader(this);
    }

    /**
     * Waits for the first byte of a head.
     *
     * @return false if there will be none: the client has closed, was silent for too long, or the engine stops
     */
    boolean awaitHead(long nanos) {
        inBody = false;
        if (reader.available() == 0) {
            byte[] bytes;
            try {
                bytes = read(clock.now() + nanos, true);
            } catch (EngineException | Disconnected | ReadInterrupted end) {
                return false;
            }
            if (bytes == null) {
                return false;
            }
            first = bytes;
        }
        headEnd = clock.now() + limits.headNanos();
        reader.beginHead();
        return true;
    }

    /** The head is complete, what is read from now on is its body. */
    void beginBody() {
        inBody = true;
        bodyBytes = 0;
        bodyWaited = 0;
        bodyLate = false;
    }

    /** Whether a read that waits now is for a head of which something has come. */
    boolean inHead() {
        return !inBody;
    }

    /** Whether a read that waits now may end without a word: no request has begun, or the last is over. */
    boolean idle() {
        return idle;
    }

    /** Called by the reader when it needs more. */
    @Override
    public byte @Nullable [] get() {
        byte[] begun = first;
        if (begun != null) {
            first = null;
            return begun;
        }
        if (!inBody) {
            return read(headEnd, false);
        }
        long start = clock.now();
        long at = start + limits.bodyNanos(bodyBytes) - bodyWaited;
        byte[] bytes = handling.getAsBoolean() ? ahead(at) : read(at, false);
        bodyWaited += clock.now() - start;
        bodyBytes += bytes == null ? 0 : bytes.length;
        return bytes;
    }

    /** Reads and drops what the client still sends, so that closing does not destroy the answer on its way to it. */
    void linger() {
        long end = clock.now() + Limits.LINGER_NANOS;
        try {
            long dropped = 0;
            byte[] bytes;
            while (dropped < Limits.LINGER_BYTES && (bytes = read(end, true)) != null) {
                dropped += bytes.length;
            }
        } catch (EngineException | Disconnected | ReadInterrupted over) {
            // that is the end of lingering
        }
    }

    /**
     * One read.
     *
     * @param idle whether the engine's stop may end it
     * @return null at the end of what the client sends
     * @throws EngineException 408 if it came too late
     */
    private byte @Nullable [] read(long at, boolean idle) {
        // A channel closes when an interrupted thread uses it; the flag is the application's, so it is put back.
        boolean interrupted = Thread.interrupted();
        try {
            return uninterrupted(at, idle);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private byte @Nullable [] uninterrupted(long at, boolean mayStop) {
        idle = mayStop;
        if (clock.now() - at > 0) {
            throw late();
        }
        while (!deadline.arm(at, mayStop)) {
            if (deadline.unusable()) {
                throw new Disconnected("The connection was cut off");
            }
            awaitProbe(at, mayStop);
        }
        byte[] bytes = null;
        boolean failed = false;
        boolean late;
        try {
            if (mayStop && stopping.getAsBoolean()) {
                failed = true;
            } else if (stash != null) {
                bytes = stash;
                stash = null;
            } else if (!ended) {
                bytes = socket.get();
            }
        } catch (UncheckedIOException e) {
            failed = true;
        } finally {
            late = deadline.disarm();
        }
        if (late) {
            throw late();
        }
        if (failed) {
            throw new Disconnected("The connection has ended");
        }
        return bytes;
    }

    /** The next bytes of a body, read by another thread. */
    private byte @Nullable [] ahead(long at) {
        while (true) {
            if (deadline.probe()) {
                byte[] bytes = stash;
                if (bytes != null || ended) {
                    stash = null;
                    deadline.probeEnded();
                    return bytes;
                }
                startProbe(Source::nothing);
            } else if (deadline.unusable()) {
                throw new Disconnected("The connection was cut off");
            }
            try {
                if (clock.now() - at > 0) {
                    throw late();
                }
                awaitProbe(at, false);
            } catch (EngineException e) {
                bodyLate = true;
                throw e;
            }
        }
    }

    /** Whether the body that the handler wanted came too slowly. */
    boolean bodyLate() {
        return bodyLate;
    }

    /** What to answer to a client that sends too slowly. */
    EngineException late() {
        return new EngineException(
                408, inBody ? "The request's body came too slowly." : "The request's head came too slowly.");
    }

    private void awaitProbe(long at, boolean mayStop) {
        CountDownLatch waited = probe;
        if (waited == null) {
            return; // it is about to be set
        }
        try {
            while (!waited.await(
                    mayStop ? IDLE_POLL_NANOS : Math.max(IDLE_POLL_NANOS, at - clock.now()), TimeUnit.NANOSECONDS)) {
                if (clock.now() - at > 0) {
                    throw late();
                }
                if (mayStop && stopping.getAsBoolean()) {
                    throw new Disconnected("The engine stops");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadInterrupted();
        }
    }

    /** Reads ahead on a thread of its own, unless somebody reads already or there is something unread. */
    void probe(Runnable onEnd) {
        if (!deadline.probe()) {
            return;
        }
        if (stash != null || ended) {
            deadline.probeEnded();
            return;
        }
        startProbe(onEnd);
    }

    /** The caller has claimed the reading side. */
    private void startProbe(Runnable onEnd) {
        CountDownLatch done = new CountDownLatch(1);
        probe = done;
        boolean started = false;
        try {
            Thread.ofVirtual().name("read-ahead").start(() -> readAhead(done, onEnd));
            started = true;
        } finally {
            if (!started) {
                deadline.probeEnded();
                done.countDown();
            }
        }
    }

    private static void nothing() {}

    private void readAhead(CountDownLatch done, Runnable onEnd) {
        byte[] bytes = null;
        try {
            bytes = socket.get();
        } catch (RuntimeException | OutOfMemoryError e) {
            // reset by the client, closed by us, or no memory for what it sends: the same as its end
        }
        boolean end = bytes == null;
        stash = bytes;
        ended = end;
        deadline.probeEnded();
        done.countDown();
        if (end) {
            onEnd.run();
        }
    }
}
