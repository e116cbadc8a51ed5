package dev.brigade.web;

import dev.brigade.web.content.Json;
import dev.brigade.web.engine.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a {@link Client} was answered. Immutable. */
public final class ClientResponse {
    private final int status;
    private final Fields headers;
    private final byte[] body;
    private final Json json;

    ClientResponse(int status, Fields headers, byte[] body, Json json) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.json = json;
    }

    public int status() {
        return status;
    }

    /** The first header of a name, in any case. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** All values of a header of a name, in any case: {@code Set-Cookie} may be there several times. */
    public List<String> headers(String name) {
        return headers.all(name);
    }

    /** The body as text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return body.clone();
    }

    /** The body, which is JSON, as a value: a record, {@code Map.class}, {@code List.class}. */
    public <T> T json(Class<T> type) {
        return json.readOwn(body, type);
    }

    /** The body, which is a JSON array, as a list of values. */
    public <T> List<T> jsonList(Class<T> type) {
        return json.readList(body, type);
    }

    /** Status and body, for the messages of failed tests. */
    @Override
    public String toString() {
        return status + " " + text();
    }
}
