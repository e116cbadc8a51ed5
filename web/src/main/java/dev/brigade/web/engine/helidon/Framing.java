package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineException;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Http1HeadersParser;
import io.helidon.http.WritableHeaders;
import java.util.List;

/**
 * Where a request ends, and what may come behind it (RFC 9112, sections 3.2, 6 and 9.3). Everything on which two servers
 * in a row could disagree is refused: that is how requests are smuggled.
 */
final class Framing {
    /** No body. */
    static final long NONE = 0;

    /** A body in chunks. */
    static final long CHUNKED = -1;

    private static final int MAX_LENGTH_DIGITS = 18;

    /** What Helidon's parser makes of a line that begins with a colon; it lets it pass. */
    private static final HeaderName NAMELESS = HeaderNames.create("");

    private Framing() {}

    /** Reads the header fields. */
    static WritableHeaders<?> headers(DataReader reader, int max) {
        try {
            WritableHeaders<?> headers = Http1HeadersParser.readHeaders(reader, Math.max(0, max), true);
            if (headers.contains(NAMELESS)) {
                throw malformed();
            }
            return headers;
        } catch (IllegalStateException e) {
            // the only one that the parser throws: size exceeded
            throw new EngineException(431, "The request's head is larger than allowed.");
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static EngineException malformed() {
        return new EngineException(400, "A header line of the request is malformed.");
    }

    /** The length of the body, {@link #NONE} or {@link #CHUNKED}. */
    static long bodyLength(Headers headers, int minor) {
        boolean length = headers.contains(HeaderNames.CONTENT_LENGTH);
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            if (length) {
                throw new EngineException(400, "The request has both Transfer-Encoding and Content-Length.");
            }
            if (minor == 0) {
                throw new EngineException(400, "An HTTP/1.0 request can't have Transfer-Encoding.");
            }
            Header encoding = headers.get(HeaderNames.TRANSFER_ENCODING);
            if (encoding.valueCount() != 1 || !encoding.get().equalsIgnoreCase("chunked")) {
                throw new EngineException(400, "The request's Transfer-Encoding must be chunked, once.");
            }
            return CHUNKED;
        }
        return length ? contentLength(headers.get(HeaderNames.CONTENT_LENGTH)) : NONE;
    }

    private static long contentLength(Header header) {
        String text = header.get();
        boolean valid = header.valueCount() == 1 && !text.isEmpty() && text.length() <= MAX_LENGTH_DIGITS;
        long value = 0;
        for (int i = 0; valid && i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            valid = digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        if (!valid) {
            throw new EngineException(400, "The request's Content-Length must be one decimal number.");
        }
        return value;
    }

    /** HTTP/1.1 requires exactly one Host; a bad one is refused in any version. */
    static void checkHost(Headers headers, int minor) {
        if (!headers.contains(HeaderNames.HOST)) {
            if (minor == 0) {
                return;
            }
            throw new EngineException(400, "The request has no Host header.");
        }
        Header header = headers.get(HeaderNames.HOST);
        if (header.valueCount() != 1) {
            throw new EngineException(400, "The request has more than one Host header.");
        }
        checkHost(header.get());
    }

    /** The host that a request line names counts, not the header's (RFC 9112, section 3.2.2). */
    static void replaceHost(WritableHeaders<?> headers, String authority) {
        checkHost(authority);
        headers.set(HeaderValues.create(HeaderNames.HOST, authority));
    }

    private static void checkHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "-._~%!$&'()*+,;=:[]".indexOf(c) < 0) {
                throw new EngineException(400, "The request's Host is not a host name.");
            }
        }
    }

    /** Whether the client wants the connection closed after the answer. */
    static boolean wantsClose(Headers headers, int minor) {
        return minor == 0
                || (headers.contains(HeaderNames.CONNECTION) && hasToken(headers.get(HeaderNames.CONNECTION), "close"));
    }

    /** Whether the client waits for a 100 before it sends the body. */
    static boolean expectsContinue(Headers headers, int minor) {
        if (minor == 0 || !headers.contains(HeaderNames.EXPECT)) {
            return false;
        }
        if (hasToken(headers.get(HeaderNames.EXPECT), "100-continue")) {
            return true;
        }
        throw new EngineException(417, "The only expectation that is known is 100-continue.");
    }

    private static boolean hasToken(Header header, String token) {
        List<String> values = header.allValues();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value.equalsIgnoreCase(token)) {
                return true;
            }
            if (value.indexOf(',') >= 0) {
                for (String part : value.split(",", -1)) {
                    if (part.strip().equalsIgnoreCase(token)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
