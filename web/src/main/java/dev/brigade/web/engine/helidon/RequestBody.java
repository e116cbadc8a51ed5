package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineException;
import io.helidon.common.buffers.DataReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The body of a request, read from the connection as it is asked for. Confined to one thread at a time. */
abstract class RequestBody extends InputStream {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    final DataReader reader;
    private final long limit;
    private final Sink sink;
    private boolean continueAwaited;
    private boolean failed;
    private boolean ended;
    private boolean abandoned;
    private volatile boolean closed;

    RequestBody(DataReader reader, Sink sink, long limit, boolean continueAwaited) {
        this.reader = reader;
        this.sink = sink;
        this.limit = limit;
        this.continueAwaited = continueAwaited;
    }

    /** Reads at least one byte, or returns -1 at the end of the body. */
    abstract int next(byte[] target, int offset, int length);

    /** Whether what is known to be unread is no more than {@code bytes}. */
    abstract boolean restAtMost(long bytes);

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (failed || closed) {
            throw new IOException("The request's body can't be read any further");
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        try {
            if (!restAtMost(limit)) {
                throw tooLarge();
            }
            if (continueAwaited) {
                continueAwaited = false;
                sink.write(CONTINUE, 0, CONTINUE.length);
            }
            int count = next(target, offset, length);
            ended = count < 0;
            return count;
        } catch (EngineException e) {
            failed = true;
            throw e;
        } catch (ReadInterrupted e) {
            failed = true;
            throw new InterruptedIOException("Interrupted while the request's body was read");
        } catch (Disconnected | DataReader.InsufficientDataAvailableException e) {
            failed = true;
            abandoned = true;
            throw new IOException("The client ended the connection within the request's body", e);
        }
    }

    final EngineException tooLarge() {
        return new EngineException(413, "The request's body is larger than " + limit + " bytes.");
    }

    /** Whether all of it has come from the client. */
    abstract boolean complete();

    /** Whether the client went away before it had sent all. */
    final boolean abandoned() {
        return abandoned;
    }

    /** The request is over: a thread that still has this stream must not read from the next request. */
    final void end() {
        closed = true;
    }

    final long limit() {
        return limit;
    }

    /** Whether the next request can follow: the body has been read, or it is worth reading the rest. */
    final boolean drainable() {
        return ended || (!failed && !continueAwaited && restAtMost(Limits.DRAIN_BYTES));
    }

    /** Reads and drops a small rest; false if there was more. */
    final boolean drain() {
        if (!drainable()) {
            return false;
        }
        byte[] dropped = new byte[8 * 1024];
        int total = 0;
        try {
            while (!ended && total <= Limits.DRAIN_BYTES) {
                total += Math.max(0, read(dropped, 0, dropped.length));
            }
        } catch (IOException | EngineException e) {
            return false;
        }
        return ended;
    }
}
