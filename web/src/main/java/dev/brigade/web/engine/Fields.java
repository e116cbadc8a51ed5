package dev.brigade.web.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header fields of a response, in order; names compare in any case. Confined to one thread.
 *
 * <p>Names and values are checked when they are set (RFC 9110, section 5.5): a line break in a value would let a client's
 * text write headers of its own. A {@code Location} may have any characters: those that an address can't have are encoded, above all
 * backslashes and tabs, of which browsers make a slash and nothing, so that {@code /\evil.example} would lead to another host.
 */
public final class Fields {
    private static final int LAST_OF_ASCII = 127;
    private static final String NOT_IN_REFERENCES = " \t\"<>\\^`{|}";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** The characters of a name: a token (RFC 9110, section 5.6.2). A table, since each response has names to check. */
    private static final boolean[] TOKEN = new boolean[127];

    static {
        for (char c = '!'; c < TOKEN.length; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    private final List<String> names = new ArrayList<>(4);
    private final List<String> values = new ArrayList<>(4);

    /** Sets a field, in place of any of that name. */
    public Fields set(String name, String value) {
        remove(name);
        return add(name, value);
    }

    /** Adds a field beside any of that name, as {@code Set-Cookie} needs. */
    public Fields add(String name, String value) {
        checkName(name);
        String sent = name.equalsIgnoreCase("Location") ? asReference(value) : value;
        checkValue(name, sent);
        names.add(name);
        values.add(sent);
        return this;
    }

    /**
     * A reference has some characters of ASCII only (RFC 3986, section 2): what else is there is percent-encoded; what is so already
     * stays, and line breaks and other controls are refused as in any header.
     */
    private static String asReference(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point > LAST_OF_ASCII || NOT_IN_REFERENCES.indexOf(point) >= 0) {
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(HEX.toHexDigits(b));
                }
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    public Fields remove(String name) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.remove(i);
                values.remove(i);
            }
        }
        return this;
    }

    public Optional<String> first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(values.get(i));
            }
        }
        return Optional.empty();
    }

    /** All values of a name. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(1);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    public void each(BiConsumer<String, String> action) {
        for (int i = 0; i < names.size(); i++) {
            action.accept(names.get(i), values.get(i));
        }
    }

    private static void checkName(String name) {
        boolean ok = !name.isEmpty();
        for (int i = 0; ok && i < name.length(); i++) {
            char c = name.charAt(i);
            ok = c < TOKEN.length && TOKEN[c];
        }
        if (!ok) {
            throw new IllegalArgumentException("\"" + name + "\" is not a header name");
        }
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127 || c > 255) {
                throw new IllegalArgumentException("The value of header " + name + " has character U+"
                        + String.format("%04X", (int) c) + " at " + i + "; encode it first");
            }
        }
    }
}
