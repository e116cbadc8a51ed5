package dev.brigade.web.routing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Percent-encoding of paths and queries (RFC 3986, section 2), strict in what it reads. */
public final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    /** What stands in a segment of a path as it is (RFC 3986, section 3.3). */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = '!'; c < PLAIN.length; c++) {
            PLAIN[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~!$&'()*+,;=:@".indexOf(c) >= 0;
        }
    }

    private PercentEncoding() {}

    /**
     * The text behind {@code raw}.
     *
     * @param plusIsSpace as forms and queries write a space
     * @throws IllegalArgumentException if an escape is not two hexadecimal digits, or the bytes are not UTF-8, or hold NUL
     */
    public static String decode(String raw, boolean plusIsSpace) {
        if (raw.indexOf('%') < 0 && (!plusIsSpace || raw.indexOf('+') < 0)) {
            return raw;
        }
        byte[] source = raw.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[source.length];
        int n = 0;
        for (int i = 0; i < source.length; i++) {
            byte c = source[i];
            if (c == '%') {
                int high = i + 2 < source.length ? hexDigit(source[i + 1]) : -1;
                int low = i + 2 < source.length ? hexDigit(source[i + 2]) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException(
                            "\"" + raw + "\" has a % that is not followed by two hexadecimal digits");
                }
                bytes[n++] = (byte) (high << 4 | low);
                if (high == 0 && low == 0) {
                    throw new IllegalArgumentException("\"" + raw + "\" holds a NUL character");
                }
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes[n++] = ' ';
            } else {
                bytes[n++] = c;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, n))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("\"" + raw + "\" is not UTF-8", e);
        }
    }

    /** Only ASCII: {@link Character#digit} would take digits of any script. */
    private static int hexDigit(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }

    private static boolean isPlain(char c) {
        return c < PLAIN.length && PLAIN[c];
    }

    /**
     * A path in its one form: each character that can stand for itself does, all others are escaped (RFC 3986, section 6.2.2).
     * So two paths that mean the same segments are the same text, and who compares texts can't be passed by an escape.
     *
     * @throws IllegalArgumentException if it is not properly encoded
     */
    public static String normalized(String rawPath) {
        int at = 0;
        while (at < rawPath.length() && (rawPath.charAt(at) == '/' || isPlain(rawPath.charAt(at)))) {
            at++;
        }
        if (at == rawPath.length()) {
            return rawPath;
        }
        return Arrays.stream(rawPath.split("/", -1))
                .map(segment -> encode(decode(segment, false), false))
                .collect(Collectors.joining("/"));
    }

    /** {@code text} as a segment of a path, or as several if {@code keepSlashes}. */
    static String encode(String text, boolean keepSlashes) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c) || (keepSlashes && c == '/')) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
