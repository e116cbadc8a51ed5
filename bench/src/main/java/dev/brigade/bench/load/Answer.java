package dev.brigade.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The answer that each request must get: status 200, {@code Content-Length}, and this body. Immutable. */
final class Answer {
    private static final byte[] STATUS = ascii("HTTP/1.1 200 ");
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    private final byte[] body;

    Answer(String body) {
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the first {@code size} bytes are the answer from its beginning to its end.
     *
     * @return false if bytes are missing still
     * @throws LoadException if they are something else
     */
    boolean complete(byte[] bytes, int size) {
        int head = headEnd(bytes, size);
        if (head < 0) {
            return false;
        }
        if (!startsWith(bytes, 0, head, STATUS) || contentLength(bytes, head) != body.length) {
            throw wrong(bytes, size);
        }
        if (size < head + body.length) {
            return false;
        }
        if (!Arrays.equals(bytes, head, size, body, 0, body.length)) {
            throw wrong(bytes, size);
        }
        return true;
    }

    private static int headEnd(byte[] bytes, int size) {
        for (int i = HEAD_END.length - 1; i < size; i++) {
            if (bytes[i] == '\n' && startsWith(bytes, i - HEAD_END.length + 1, size, HEAD_END)) {
                return i + 1;
            }
        }
        return -1;
    }

    private static int contentLength(byte[] bytes, int head) {
        for (int i = STATUS.length; i < head; i++) {
            if (bytes[i - 1] == '\n' && startsWith(bytes, i, head, LENGTH)) {
                int length = 0;
                for (int at = i + LENGTH.length; bytes[at] != '\r'; at++) {
                    length = bytes[at] == ' ' ? length : length * 10 + bytes[at] - '0';
                }
                return length;
            }
        }
        return -1;
    }

    /** Letters in either case match small ones. */
    private static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            byte b = bytes[from + i];
            if (b != text[i] && (b < 'A' || b > 'Z' || b + ('a' - 'A') != text[i])) {
                return false;
            }
        }
        return true;
    }

    private LoadException wrong(byte[] bytes, int size) {
        return new LoadException("Wanted status 200 with the body \"" + new String(body, StandardCharsets.UTF_8)
                + "\", got: " + new String(bytes, 0, size, StandardCharsets.ISO_8859_1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
