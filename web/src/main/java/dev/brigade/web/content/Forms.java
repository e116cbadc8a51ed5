package dev.brigade.web.content;

import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.ContentTooLarge;
import dev.brigade.web.routing.PercentEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code application/x-www-form-urlencoded}, of queries and bodies (URL standard, section 5.1). */
public final class Forms {
    /** More would only serve to fill a table of colliding names. */
    private static final int MOST_FIELDS = 1000;

    private Forms() {}

    /**
     * The fields, in order, each with all its values.
     *
     * @throws BadRequest if the text is not properly encoded
     */
    public static Map<String, List<String>> parse(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return fields;
        }
        int count = 0;
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST_FIELDS) {
                throw new ContentTooLarge("More than " + MOST_FIELDS + " fields");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            fields.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        }
        return fields;
    }

    /**
     * A body as text.
     *
     * @throws BadRequest if it is not UTF-8: what was meant can't be known
     */
    public static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("The form is not UTF-8");
        }
    }

    private static String decode(String raw) {
        try {
            return PercentEncoding.decode(raw, true);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }
}
