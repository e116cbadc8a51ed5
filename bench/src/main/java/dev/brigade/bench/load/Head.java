package dev.brigade.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer, as far as a client needs it.
 *
 * @param end where the body begins
 * @param length of the body; {@link #CHUNKED} if it comes in chunks
 */
record Head(int status, int end, int length) {
    static final int CHUNKED = -1;

    private static final byte[] VERSION = ascii("http/1.1 ");
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] ENCODING = ascii("transfer-encoding: chunked");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    /**
     * Null if it is not there as a whole; no Optional, for this is asked for each answer.
     *
     * @throws LoadException if this is no answer of HTTP/1.1 whose end can be known
     */
    static @Nullable Head of(byte[] bytes, int size) {
        int end = end(bytes, size);
        if (end < 0) {
            return null;
        }
        if (!startsWith(bytes, 0, end, VERSION)) {
            throw strange("no answer of HTTP/1.1", bytes, size);
        }
        int status = 0;
        for (int i = VERSION.length; i < VERSION.length + 3; i++) {
            status = status * 10 + bytes[i] - '0';
        }
        for (int i = VERSION.length; i < end; i++) {
            if (bytes[i - 1] == '\n') {
                if (startsWith(bytes, i, end, LENGTH)) {
                    return new Head(status, end, decimal(bytes, i + LENGTH.length));
                }
                if (startsWith(bytes, i, end, ENCODING)) {
                    return new Head(status, end, CHUNKED);
                }
            }
        }
        throw strange("an answer without a length", bytes, size);
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * The body; empty if bytes are missing.
     *
     * @throws LoadException if there are more
     */
    Optional<byte[]> body(byte[] bytes, int size) {
        if (length == CHUNKED) {
            return chunks(bytes, size);
        }
        if (size < end + length) {
            return Optional.empty();
        }
        return Optional.of(ending(end + length, Arrays.copyOfRange(bytes, end, end + length), bytes, size));
    }

    private Optional<byte[]> chunks(byte[] bytes, int size) {
        byte[] body = new byte[size - end];
        int filled = 0;
        for (int at = end; ; ) {
            int digits = at;
            int chunk = 0;
            while (digits < size && bytes[digits] != '\r') {
                chunk = chunk * 16 + Character.digit(bytes[digits++], 16);
            }
            int data = digits + 2; // behind the line's end
            at = data + chunk + 2;
            if (at > size) {
                return Optional.empty();
            }
            if (chunk == 0) {
                return Optional.of(ending(at, Arrays.copyOf(body, filled), bytes, size));
            }
            System.arraycopy(bytes, data, body, filled, chunk);
            filled += chunk;
        }
    }

    private static byte[] ending(int at, byte[] body, byte[] bytes, int size) {
        if (at < size) {
            throw strange("more than an answer", bytes, size);
        }
        return body;
    }

    private static int end(byte[] bytes, int size) {
        for (int i = HEAD_END.length - 1; i < size; i++) {
            if (bytes[i] == '\n' && startsWith(bytes, i - HEAD_END.length + 1, size, HEAD_END)) {
                return i + 1;
            }
        }
        return -1;
    }

    private static int decimal(byte[] bytes, int from) {
        int number = 0;
        for (int at = from; bytes[at] != '\r'; at++) {
            number = bytes[at] == ' ' ? number : number * 10 + bytes[at] - '0';
        }
        return number;
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

    private static LoadException strange(String what, byte[] bytes, int size) {
        return new LoadException("Got " + what + ": " + new String(bytes, 0, size, StandardCharsets.ISO_8859_1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
