package dev.brigade.web.engine.helidon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A response of unknown length: chunks for HTTP/1.1, plain bytes up to the end of the connection for HTTP/1.0, nothing for
 * an answer without a body. Confined to one thread at a time.
 */
final class ResponseStream extends OutputStream {
    enum Mode {
        CHUNKED,
        UNTIL_CLOSE,
        NO_BODY
    }

    private static final int BUFFER_BYTES = 8 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Sink sink;
    private final ResponseHead out;
    private final Mode mode;
    private final byte[] buffer;
    private int size;
    private boolean closed;
    private boolean failed;
    private boolean started;
    private volatile boolean over;

    /** @param out holds the head, which leaves with the first bytes */
    ResponseStream(Sink sink, ResponseHead out, Mode mode) {
        this.sink = sink;
        this.out = out;
        this.mode = mode;
        this.buffer = new byte[mode == Mode.NO_BODY ? 0 : BUFFER_BYTES];
    }

    /** Whether something may have reached the client. */
    boolean started() {
        return started;
    }

    /** The request is over: a thread that still has this stream must not write into the next answer. */
    void end() {
        over = true;
    }

    /** Whether the client has everything, the end included. */
    boolean complete() {
        return closed && !failed;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        ensureOpen();
        if (mode == Mode.NO_BODY) {
            return;
        }
        if (length > buffer.length - size) {
            pass();
        }
        if (length > buffer.length) {
            chunk(source, offset, length);
        } else {
            System.arraycopy(source, offset, buffer, size, length);
            size += length;
        }
    }

    @Override
    public void flush() throws IOException {
        ensureOpen();
        pass();
        sendOut();
    }

    @Override
    public void close() throws IOException {
        if (closed || failed || over) {
            return;
        }
        pass();
        if (mode == Mode.CHUNKED) {
            out.append(LAST_CHUNK);
        }
        sendOut();
        closed = true;
    }

    private void ensureOpen() throws IOException {
        if (closed || failed || over) {
            throw new IOException(failed ? "The client is gone" : "The answer has been closed");
        }
    }

    private void pass() throws IOException {
        if (size > 0) {
            int length = size;
            size = 0;
            chunk(buffer, 0, length);
        }
    }

    private void chunk(byte[] source, int offset, int length) throws IOException {
        if (mode == Mode.CHUNKED) {
            out.append((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        if (length <= BUFFER_BYTES) {
            out.append(source, offset, length);
            if (mode == Mode.CHUNKED) {
                out.append(LINE_END);
            }
            sendOut();
            return;
        }
        sendOut();
        send(source, offset, length);
        if (mode == Mode.CHUNKED) {
            out.append(LINE_END);
        }
    }

    private void sendOut() throws IOException {
        int length = out.size();
        out.clear();
        if (length > 0) {
            send(out.bytes(), 0, length);
        }
    }

    private void send(byte[] source, int offset, int length) throws IOException {
        started = true;
        try {
            sink.write(source, offset, length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }
}
