package dev.brigade.web.cookies;

import java.util.List;
import java.util.Optional;

/** Reads the header {@code Cookie}. Has no state: safe from any thread. */
public final class CookieHeader {
    private CookieHeader() {}

    /**
     * The value of the first cookie of that name: browsers send the one with the longest path first (RFC 6265bis, section 5.8.3). Takes
     * what clients really send: what is no pair is passed over, space around names and values is left out, and so is a pair of quotation
     * marks around a value.
     *
     * @param headers all headers {@code Cookie} of a request; HTTP/2 may have several
     */
    public static Optional<String> value(List<String> headers, String name) {
        for (String header : headers) {
            int from = 0;
            while (from < header.length()) {
                int semicolon = header.indexOf(';', from);
                int to = semicolon < 0 ? header.length() : semicolon;
                int equals = header.indexOf('=', from, to);
                if (equals > from && header.substring(from, equals).strip().equals(name)) {
                    return Optional.of(unquoted(header.substring(equals + 1, to).strip()));
                }
                from = to + 1;
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
