package dev.brigade.web;

import dev.brigade.web.content.Conversions;
import dev.brigade.web.content.Forms;
import dev.brigade.web.content.MediaTypes;
import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.Unprocessable;
import dev.brigade.web.errors.UnsupportedMediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one run of a request makes of the query and the body that a client sent. Confined to the request's thread. */
final class RunBody {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Incoming incoming;
    private final Wiring wiring;

    RunBody(Incoming incoming, Wiring wiring) {
        this.incoming = incoming;
        this.wiring = wiring;
    }

    List<String> queryAll(String name) {
        return incoming.query().getOrDefault(name, List.of());
    }

    <T> Optional<T> query(String name, Class<T> type) {
        return queryAll(name).stream().findFirst().map(text -> {
            try {
                return Conversions.convert(text, type);
            } catch (IllegalArgumentException e) {
                throw new BadRequest("Query parameter " + name + " " + e.getMessage());
            }
        });
    }

    <T> T required(String name, Class<T> type) throws IOException {
        Optional<T> asked = queryAll(name).stream().allMatch(String::isEmpty) ? Optional.empty() : query(name, type);
        if (asked.isPresent()) {
            return asked.get();
        }
        if (!isForm()) {
            throw new BadRequest("Query parameter " + name + " is missing");
        }
        String text = form().getOrDefault(name, List.of("")).getFirst();
        if (text.isEmpty()) {
            throw new Unprocessable(name, "is missing");
        }
        try {
            return Conversions.convert(text, type);
        } catch (IllegalArgumentException e) {
            throw new Unprocessable(name, String.valueOf(e.getMessage()));
        }
    }

    <T> T as(Class<T> type) throws IOException, InterruptedException {
        if (isForm()) {
            return wiring.validator().check(wiring.json().fromForm(form(), type));
        }
        return wiring.validator().check(wiring.json().read(json("application/json or " + FORM), type));
    }

    <T> List<T> asList(Class<T> type) throws IOException, InterruptedException {
        return wiring.validator().check(wiring.json().readList(json(MediaTypes.JSON), type));
    }

    Map<String, List<String>> form() throws IOException {
        return Forms.parse(text());
    }

    String text() throws IOException {
        return new String(incoming.body(), StandardCharsets.UTF_8);
    }

    private byte[] json(String instead) throws IOException {
        String type = contentType();
        if (!type.equals(MediaTypes.JSON) && !type.endsWith("+json")) {
            throw new UnsupportedMediaType(
                    (type.isEmpty() ? "The request has no Content-Type" : type + " is not read here") + "; send "
                            + instead);
        }
        return incoming.body();
    }

    private boolean isForm() {
        return contentType().equals(FORM);
    }

    private String contentType() {
        return MediaTypes.essence(incoming.exchange().header("Content-Type").orElse(""));
    }
}
