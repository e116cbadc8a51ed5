package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineException;
import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first line of a request (RFC 9112, section 3).
 *
 * @param path still percent-encoded, never empty; {@code *} for {@code OPTIONS *}
 * @param query without the question mark; empty if there is none
 * @param authority host and port, if the target has the absolute form; else empty
 * @param minor of the version: 1 for HTTP/1.1, 0 for HTTP/1.0
 * @param length of the line in bytes, with its end
 */
record RequestLine(String method, String path, String query, String authority, int minor, int length) {
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"};
    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_METHOD = 32;

    static RequestLine read(DataReader reader, int max) {
        int length = reader.findNewLine(max);
        if (length == 0) {
            // an empty line before the first is to be forgiven once (section 2.2)
            reader.skip(2);
            length = reader.findNewLine(max);
        }
        if (length >= max) {
            throw new EngineException(414, "The request line is longer than " + max + " bytes.");
        }
        byte[] line = reader.readBytes(length);
        reader.skip(2);

        int methodEnd = indexOf(line, ' ', 0);
        int targetEnd = length - VERSION.length - 2;
        if (methodEnd < 1 || targetEnd <= methodEnd || line[targetEnd] != ' ') {
            throw version(line);
        }
        if (!Arrays.equals(line, targetEnd + 1, length - 1, VERSION, 0, VERSION.length)) {
            throw version(line);
        }
        int minor = line[length - 1] - '0';
        if (minor != 0 && minor != 1) {
            throw version(line);
        }
        String method = method(line, methodEnd);
        int from = methodEnd + 1;
        int question = -1;
        for (int i = from; i < targetEnd; i++) {
            byte b = line[i];
            if (b <= ' ' || b == 127 || b == '#') {
                throw new EngineException(400, "The request target has a character that must be percent-encoded.");
            }
            if (b == '?' && question < 0) {
                question = i;
            }
        }
        int pathEnd = question < 0 ? targetEnd : question;
        String query = question < 0 ? "" : ascii(line, question + 1, targetEnd);
        if (line[from] == '/') {
            return new RequestLine(method, ascii(line, from, pathEnd), query, "", minor, length + 2);
        }
        String target = ascii(line, from, pathEnd);
        if (target.equals("*") && method.equals("OPTIONS") && question < 0) {
            return new RequestLine(method, target, query, "", minor, length + 2);
        }
        int authority = authority(target);
        int slash = target.indexOf('/', authority);
        return new RequestLine(
                method,
                slash < 0 ? "/" : target.substring(slash),
                query,
                target.substring(authority, slash < 0 ? target.length() : slash),
                minor,
                length + 2);
    }

    /** Where the authority begins in the absolute form, which proxies send (section 3.2). */
    private static int authority(String target) {
        int authority = target.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (authority < 0 || target.length() == authority || target.charAt(authority) == '/') {
            throw new EngineException(400, "The request target must be a path that begins with /.");
        }
        return authority;
    }

    private static EngineException version(byte[] line) {
        String text = ascii(line, 0, line.length);
        int version = text.lastIndexOf(" HTTP/");
        if (version > 0 && text.length() == version + 9 && !text.endsWith("HTTP/1.1") && !text.endsWith("HTTP/1.0")) {
            return new EngineException(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
        }
        return new EngineException(400, "The request line must be: method, path, HTTP/1.1, with one space between.");
    }

    private static String method(byte[] line, int end) {
        for (String known : METHODS) {
            if (matches(line, end, known)) {
                return known;
            }
        }
        for (int i = 0; i < end; i++) {
            byte b = line[i];
            boolean letter = (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
            if (!letter && "!#$%&'*+-.^_`|~".indexOf(b) < 0) {
                throw new EngineException(400, "The request's method is not a token.");
            }
        }
        if (end > MAX_METHOD) {
            throw new EngineException(501, "The request's method is longer than any that is known.");
        }
        return ascii(line, 0, end);
    }

    private static boolean matches(byte[] line, int end, String known) {
        if (known.length() != end) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            if (line[i] != known.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] line, char c, int from) {
        for (int i = from; i < line.length; i++) {
            if (line[i] == c) {
                return i;
            }
        }
        return -1;
    }

    private static String ascii(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
