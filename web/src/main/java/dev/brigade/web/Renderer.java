package dev.brigade.web;

import dev.brigade.web.content.Json;
import dev.brigade.web.content.MediaTypes;
import dev.brigade.web.content.Views;
import java.nio.charset.StandardCharsets;
import java.sql.Wrapper;
import java.util.Locale;
import java.util.concurrent.Future;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** Makes bytes of what handlers return. Immutable: safe from any thread. */
final class Renderer {
    private static final byte[] NOTHING = {};
    private static final String FRAME_OPTIONS = "X-Frame-Options";

    private final Json json;
    private final Views views;

    Renderer(Json json, Views views) {
        this.json = json;
        this.views = views;
    }

    /** The response with its body as bytes and its content type; one that is streamed stays as it is. */
    Response render(@Nullable Object returned, Request request) {
        Response response = Response.from(returned);
        response.headers().set("X-Content-Type-Options", "nosniff");
        if (response.body() instanceof Response.Value(Object value)) {
            render(response, value, request);
        }
        keepFromFrames(response);
        return response;
    }

    /** A page shows none of this application within it, where its visitors would click on what they can't see, unless the application says which may. */
    private static void keepFromFrames(Response response) {
        if (isPage(response)
                && !response.headers().has(FRAME_OPTIONS)
                && response.header("Content-Security-Policy")
                        .filter(policy -> policy.toLowerCase(Locale.ROOT).contains("frame-ancestors"))
                        .isEmpty()) {
            response.header(FRAME_OPTIONS, "SAMEORIGIN");
        }
    }

    private static boolean isPage(Response response) {
        return response.header("Content-Type")
                .filter(type -> MediaTypes.essence(type).equals("text/html"))
                .isPresent();
    }

    private void render(Response response, Object value, Request request) {
        String type;
        byte[] bytes;
        switch (value) {
            case String text -> {
                type = MediaTypes.TEXT;
                bytes = text.getBytes(StandardCharsets.UTF_8);
            }
            case View view -> {
                type = MediaTypes.HTML;
                bytes = views.render(view.template(), request.forPage(view.model()))
                        .getBytes(StandardCharsets.UTF_8);
            }
            case Future<?> future -> throw noAnswer(future, "a handler may wait, so return its result, as of join()");
            case Wrapper jdbc -> throw noAnswer(jdbc, "read the rows into a list first, or use Response.streamRows");
            case ResultIterator<?> rows -> throw noAnswer(rows, "return the rows as a list");
            default -> {
                type = MediaTypes.JSON;
                bytes = json.write(value);
            }
        }
        // A text that was declared to be JSON is the JSON of a text.
        if (value instanceof String
                && response.header("Content-Type")
                        .filter(MediaTypes.JSON::equals)
                        .isPresent()) {
            bytes = json.write(value);
        }
        if (!response.headers().has("Content-Type")) {
            response.header("Content-Type", type);
        }
        response.body(bytes);
    }

    /** Jackson would write down its getters: whether a future is done, or all that a connection knows of its database. */
    private static IllegalStateException noAnswer(Object value, String instead) {
        return new IllegalStateException(
                "The handler returned a " + value.getClass().getSimpleName() + ", which is no answer: " + instead);
    }

    /** The bytes of a rendered response. */
    static byte[] bytes(Response response) {
        return response.body() instanceof Response.Bytes(byte[] bytes) ? bytes : NOTHING;
    }
}
