package dev.brigade.web;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request by way of example, which {@link Client#send(Example)} sends: declared by {@link Route#example(String)}, or
 * remembered of what tests have sent ({@link Examples}).
 *
 * @param method {@code POST}
 * @param target path and query as they are sent: percent-encoded
 * @param contentType of the body; empty if there is none
 * @param body as text, sent in UTF-8; empty for none
 * @param headers others, by name, such as {@code Authorization}; of what tests have sent, those that say who sends it
 */
public record Example(
        String method,
        String target,
        String contentType,
        String body,
        @Nullable Map<String, String> headers) {
    public Example {
        headers = headers == null ? Map.of() : Map.copyOf(headers); // in a file that was written before there were any
    }

    /** One without headers. */
    public Example(String method, String target, String contentType, String body) {
        this(method, target, contentType, body, Map.of());
    }

    /** One without a body. */
    public static Example of(String method, String target) {
        return new Example(method, target, "", "");
    }

    /** One with a value as JSON. */
    public static Example of(String method, String target, Object json) {
        return new Example(method, target, "application/json", Examples.json(json));
    }

    @Override
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }

    /** The same with another header. */
    public Example header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers());
        more.put(name, value);
        return new Example(method, target, contentType, body, more);
    }

    /** Without headers: what they say is nobody else's business. */
    @Override
    public String toString() {
        return method + " " + target + (body.isEmpty() ? "" : " " + body);
    }
}
