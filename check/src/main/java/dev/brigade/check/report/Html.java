package dev.brigade.check.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What makes text safe in a page, and what a page consists of. */
final class Html {
    private Html() {}

    /** On one line, with nothing in it that a browser would obey or hide. */
    static String text(String raw) {
        return code(Words.clean(raw));
    }

    /** The same, but with its lines and spaces. */
    static String code(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A part of the page that lies beside this class. */
    static String part(String name) {
        try (InputStream part = Html.class.getResourceAsStream(name)) {
            if (part == null) {
                throw new IllegalStateException(name + " is not beside " + Html.class.getName()
                        + ": the jar of brigade-check is not whole. Build or download it anew");
            }
            return new String(part.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " can't be read", failed);
        }
    }
}
