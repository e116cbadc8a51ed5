package dev.brigade.web.content;

import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.ContentTooLarge;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code multipart/form-data} (RFC 7578, and RFC 2046, section 5.1), as browsers and usual clients send it: nothing before the first
 * boundary, nothing after the last, no transfer encodings, headers in UTF-8. Whatever else there is is refused and not guessed at. One pass over
 * the bytes, which are not copied. Confined to one thread.
 */
public final class Multipart {
    /**
     * A part.
     *
     * @param name of the field
     * @param fileName as it was sent; empty if the part is a text
     * @param type its media type, as the client says; empty if it says none
     * @param content a view of the body
     */
    public record Part(String name, Optional<String> fileName, String type, ByteBuffer content) {
        /** The content as text, which must be UTF-8. */
        public String text() {
            return decoded(content);
        }
    }

    private static final int MOST_PARTS = 1000;
    private static final int MOST_HEADERS = 16;
    private static final int LONGEST_LINE = 8192;
    private static final int LONGEST_BOUNDARY = 70;

    private final byte[] body;
    private final byte[] delimiter; // with the line end before it, which belongs to it
    private int at;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The parts in their order.
     *
     * @param contentType the header, with its boundary
     * @throws BadRequest if the body is not of that form
     * @throws ContentTooLarge if it has more than 1000 parts
     */
    public static List<Part> parse(byte[] body, String contentType) {
        return new Multipart(body, boundary(contentType)).parts();
    }

    private static String boundary(String contentType) {
        int semicolon = contentType.indexOf(';');
        String boundary = (semicolon < 0 ? Map.<String, String>of() : parameters(contentType.substring(semicolon)))
                .getOrDefault("boundary", "");
        boolean ok = !boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY && !boundary.endsWith(" ");
        for (int i = 0; ok && i < boundary.length(); i++) {
            char c = boundary.charAt(i);
            ok = c < 0x7f && (Character.isLetterOrDigit(c) || "'()+_,-./:=? ".indexOf(c) >= 0);
        }
        if (!ok) {
            throw new BadRequest("The Content-Type multipart/form-data has no boundary of 1 to 70 usual characters");
        }
        return boundary;
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (!matches(0, 2)) {
            throw malformed("it does not begin with its boundary");
        }
        at = delimiter.length - 2;
        while (!isLast()) {
            if (parts.size() == MOST_PARTS) {
                throw new ContentTooLarge("More than " + MOST_PARTS + " parts");
            }
            parts.add(part());
        }
        boolean ends = at == body.length || (at == body.length - 2 && isLineEnd(at));
        if (!ends) {
            throw malformed("there is more after its last boundary");
        }
        return parts;
    }

    /** Behind a boundary: whether it was the last. */
    private boolean isLast() {
        if (isLineEnd(at)) {
            at += 2;
            return false;
        }
        if (at + 1 < body.length && body[at] == '-' && body[at + 1] == '-') {
            at += 2;
            return true;
        }
        throw malformed("a boundary is not at the end of its line");
    }

    private Part part() {
        Map<String, String> headers = headers();
        String disposition = headers.getOrDefault("content-disposition", "");
        int semicolon = disposition.indexOf(';');
        String kind = (semicolon < 0 ? disposition : disposition.substring(0, semicolon)).strip();
        Map<String, String> parameters = semicolon < 0 ? Map.of() : parameters(disposition.substring(semicolon));
        String name = parameters.get("name");
        if (!kind.equalsIgnoreCase("form-data") || name == null) {
            throw malformed("a part has no Content-Disposition: form-data with a name");
        }
        if (parameters.containsKey("filename*") && !parameters.containsKey("filename")) {
            throw malformed(
                    "a file has its name as filename*, which forms must not (RFC 7578, section 4.2); send filename=\"…\", in UTF-8");
        }
        String encoding =
                headers.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT);
        if (!List.of("binary", "8bit", "7bit").contains(encoding)) {
            throw malformed("a part has a Content-Transfer-Encoding");
        }
        int begin = at;
        int end = nextDelimiter();
        at = end + delimiter.length;
        return new Part(
                unescaped(name),
                Optional.ofNullable(parameters.get("filename")).map(Multipart::unescaped),
                headers.getOrDefault("content-type", ""),
                ByteBuffer.wrap(body, begin, end - begin).slice().asReadOnlyBuffer());
    }

    /** From here; a part may be empty, and then the line end before its boundary is that of its headers. */
    private int nextDelimiter() {
        int from = at - 2;
        for (int i = from; i <= body.length - delimiter.length; i++) {
            if (body[i] == '\r' && matches(i, 0)) {
                if (i == from) {
                    throw malformed("a part has no line end before its boundary");
                }
                return i;
            }
        }
        throw malformed("its last boundary is missing");
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        while (!isLineEnd(at)) {
            int end = at;
            while (!isLineEnd(end)) {
                if (end >= body.length || end - at > LONGEST_LINE) {
                    throw malformed("the headers of a part have no end, or are too long");
                }
                end++;
            }
            String line = decoded(ByteBuffer.wrap(body, at, end - at));
            int colon = line.indexOf(':');
            if (colon <= 0 || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0 || line.indexOf('\0') >= 0) {
                throw malformed("a header of a part is none");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (headers.putIfAbsent(name, line.substring(colon + 1).strip()) != null || headers.size() > MOST_HEADERS) {
                throw malformed("a part has a header twice, or too many");
            }
            at = end + 2;
        }
        at += 2;
        return headers;
    }

    private boolean isLineEnd(int index) {
        return index + 1 < body.length && body[index] == '\r' && body[index + 1] == '\n';
    }

    /** Whether the delimiter is at {@code index}, without its first {@code skipped} bytes. */
    private boolean matches(int index, int skipped) {
        int length = delimiter.length - skipped;
        if (index + length > body.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (body[index + i] != delimiter[skipped + i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Parameters of a header, by their names in lower case.
     *
     * @param text from the first semicolon on
     */
    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != ';') {
                throw malformed("the parameters of a header can't be read");
            }
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                throw malformed("a parameter of a header has no value");
            }
            String name = text.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(text, equals + 1, value);
            if (parameters.putIfAbsent(name, value.toString()) != null) {
                throw malformed("a header has a parameter twice");
            }
        }
        return parameters;
    }

    /** Reads a token or a quoted text into {@code value}; returns where it ends. */
    private static int value(String text, int from, StringBuilder value) {
        int at = from;
        if (at >= text.length() || text.charAt(at) != '"') {
            int end = text.indexOf(';', at);
            end = end < 0 ? text.length() : end;
            value.append(text.substring(at, end).strip());
            return end;
        }
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            // a backslash before anything else is one of a path, as old browsers send it
            boolean escapes = text.charAt(at) == '\\'
                    && at + 1 < text.length()
                    && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
            at += escapes ? 1 : 0;
            value.append(text.charAt(at));
        }
        if (at >= text.length()) {
            throw malformed("a quoted text has no end");
        }
        at++;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** What browsers write in place of a quote and of line ends (HTML standard, multipart form data). */
    private static String unescaped(String text) {
        return text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    private static String decoded(@Nullable ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes == null ? ByteBuffer.allocate(0) : bytes.duplicate())
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a text in it is not UTF-8");
        }
    }

    private static BadRequest malformed(String what) {
        return new BadRequest("The body is no multipart/form-data: " + what);
    }
}
