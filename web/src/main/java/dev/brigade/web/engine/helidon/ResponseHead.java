package dev.brigade.web.engine.helidon;

import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

/**
 * The bytes of a response's head, and of a small body behind it so that both leave in one write. One for each
 * connection, used again for each response. Confined to one thread at a time.
 */
final class ResponseHead implements BiConsumer<String, String> {
    /** A head with body up to this size is copied together. */
    static final int WHOLE_BYTES = 8 * 1024;

    private static final int FIRST_STATUS = 200;
    private static final AtomicReferenceArray<byte[]> STATUS_LINES = new AtomicReferenceArray<>(400);
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");

    private byte[] bytes = new byte[1024];
    private int size;
    private boolean dated;
    private boolean close;

    void begin(int status) {
        if (status < FIRST_STATUS || status >= FIRST_STATUS + STATUS_LINES.length()) {
            throw new IllegalArgumentException(status + " can't be the status of an answer; use 200 to 599");
        }
        size = 0;
        dated = false;
        close = false;
        if (bytes.length > 4 * WHOLE_BYTES) {
            bytes = new byte[1024];
        }
        append(statusLine(status));
    }

    /** A field of the application's. Those that frame the message are the engine's alone, and left out. */
    @Override
    public void accept(String name, String value) {
        switch (name.length()) {
            case 4 -> dated |= name.equalsIgnoreCase("Date");
            case 10 -> {
                if (name.equalsIgnoreCase("Connection")) {
                    close |= value.equalsIgnoreCase("close");
                    return;
                }
            }
            case 14 -> {
                if (name.equalsIgnoreCase("Content-Length")) {
                    return;
                }
            }
            case 17 -> {
                if (name.equalsIgnoreCase("Transfer-Encoding")) {
                    return;
                }
            }
            default -> {}
        }
        ensure(name.length() + value.length() + 4);
        put(name);
        bytes[size++] = ':';
        bytes[size++] = ' ';
        put(value);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
    }

    void contentLength(long length) {
        append(CONTENT_LENGTH);
        String digits = Long.toString(length);
        ensure(digits.length() + 2);
        put(digits);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
    }

    void chunked() {
        append(CHUNKED);
    }

    /** Whether the application asked for {@code Connection: close}. */
    boolean closes() {
        return close;
    }

    void end(byte[] dateLine, boolean closing) {
        if (!dated) {
            append(dateLine);
        }
        if (closing) {
            append(CLOSE);
        }
        ensure(2);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
    }

    void append(byte[] more) {
        append(more, 0, more.length);
    }

    void append(byte[] more, int offset, int length) {
        ensure(length);
        System.arraycopy(more, offset, bytes, size, length);
        size += length;
    }

    void clear() {
        size = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** {@code Fields} lets no character through that is not one byte. */
    private void put(String text) {
        byte[] target = bytes;
        int at = size;
        for (int i = 0; i < text.length(); i++) {
            target[at++] = (byte) text.charAt(i);
        }
        size = at;
    }

    private static byte[] statusLine(int status) {
        byte[] line = STATUS_LINES.get(status - FIRST_STATUS);
        if (line == null) {
            line = ascii("HTTP/1.1 " + status + " " + Status.create(status).reasonPhrase() + "\r\n");
            STATUS_LINES.set(status - FIRST_STATUS, line);
        }
        return line;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
