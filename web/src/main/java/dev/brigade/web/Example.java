package dev.brigade.web;

/**
 * A request by way of example, which {@link Client#send(Example)} sends: declared by {@link Route#example(String)}, or
 * remembered of what tests have sent ({@link Examples}).
 *
 * @param method {@code POST}
 * @param target path and query as they are sent: percent-encoded
 * @param contentType of the body; empty if there is none
 * @param body as text, sent in UTF-8; empty for none
 */
public record Example(String method, String target, String contentType, String body) {

    /** One without a body. */
    public static Example of(String method, String target) {
        return new Example(method, target, "", "");
    }

    /** One with a value as JSON. */
    public static Example of(String method, String target, Object json) {
        return new Example(method, target, "application/json", Examples.json(json));
    }

    @Override
    public String toString() {
        return method + " " + target + (body.isEmpty() ? "" : " " + body);
    }
}
