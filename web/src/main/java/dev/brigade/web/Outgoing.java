package dev.brigade.web;

import dev.brigade.web.engine.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a streamed answer. Its head leaves with the first bytes and not before, so that what fails earlier can still be
 * answered properly; the first bytes leave when they are flushed, or when there are 8 KiB of them. Knows whether it is the
 * client that failed: any other {@link IOException} of who writes is an error like others.
 *
 * <p>For the request's thread; only {@link #interrupt} comes from another. An interrupt in the midst of a write would close
 * the connection, so both are under {@code writing}; who stops does not wait for a slow write, though: the writer sees
 * afterwards, by {@code interrupted}, which is set first, that it was meant.
 */
final class Outgoing extends OutputStream {
    private static final int HELD_BYTES = 8 * 1024;

    private final Thread thread = Thread.currentThread();
    private final Exchange exchange;
    private final Response response;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
    private final Lock writing = new ReentrantLock();
    private volatile boolean interrupted;
    private @Nullable OutputStream begun;
    private boolean failed;
    private boolean closed;

    Outgoing(Exchange exchange, Response response) {
        this.exchange = exchange;
        this.response = response;
    }

    /** Whether something may have reached the client: no other answer can be sent. */
    boolean isBegun() {
        return begun != null || failed;
    }

    /** Whether the client has gone away, or is too slow, as found out by writing to it. */
    boolean isFailed() {
        return failed;
    }

    /** Interrupts the stream's thread, now or when it has finished the write that it is at. */
    void interrupt() {
        interrupted = true;
        if (writing.tryLock()) {
            try {
                thread.interrupt();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Who writes has ended; what is left to be sent is not interrupted. */
    void heeded() {
        interrupted = false;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Only what this does to the engine's own stream tells of the client. */
    private void atClient(Step step) throws IOException {
        writing.lock();
        try {
            step.run();
        } catch (IOException e) {
            failed = true;
            throw e;
        } finally {
            writing.unlock();
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private OutputStream begin() throws IOException {
        OutputStream out = begun;
        if (out == null) {
            out = exchange.stream(response.status(), response.headers());
            begun = out;
            held.writeTo(out);
            held.reset();
        }
        return out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ensureOpen();
        if (begun == null && held.size() + length <= HELD_BYTES) {
            held.write(bytes, offset, length);
        } else {
            atClient(() -> begin().write(bytes, offset, length));
        }
    }

    /** Sends what there is; nothing if nothing has been written. */
    @Override
    public void flush() throws IOException {
        ensureOpen();
        if (begun != null || held.size() > 0) {
            atClient(() -> begin().flush());
        }
    }

    /** Sends the head, so that the client knows that the stream is open. */
    void open() throws IOException {
        atClient(() -> begin().flush());
    }

    /** Who writes has closed it, perhaps since it failed: whether the answer is complete is not known before {@link #end}. */
    @Override
    public void close() {
        closed = true;
    }

    /** Ends the answer properly; a stream that is not ended tells the client that it is incomplete. */
    void end() throws IOException {
        closed = true;
        if (!failed) {
            atClient(() -> begin().close());
        }
    }

    private void ensureOpen() throws IOException {
        if (closed || failed) {
            throw new IOException(failed ? "The client is gone" : "The answer has been closed");
        }
    }
}
