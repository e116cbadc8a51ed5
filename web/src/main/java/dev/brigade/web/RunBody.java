package dev.brigade.web;

import dev.brigade.web.content.Conversions;
import dev.brigade.web.content.Forms;
import dev.brigade.web.content.MediaTypes;
import dev.brigade.web.content.Multipart;
import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.Unprocessable;
import dev.brigade.web.errors.UnsupportedMediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one run of a request makes of the query and the body that a client sent. Confined to the request's thread. */
final class RunBody {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FORM_WITH_FILES = "multipart/form-data";

    private final Incoming incoming;
    private final Wiring wiring;
    private @Nullable List<Multipart.Part> parts;

    RunBody(Incoming incoming, Wiring wiring) {
        this.incoming = incoming;
        this.wiring = wiring;
    }

    List<String> queryAll(String name) {
        return List.copyOf(incoming.query().getOrDefault(name, List.of())); // the next run shall find the same
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
        boolean isAsked = queryAll(name).stream()
                .findFirst()
                .filter(text -> !text.isEmpty())
                .isPresent();
        Optional<T> asked = isAsked ? query(name, type) : Optional.empty();
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
            return wiring.validator().form(wiring.json(), form(), type);
        }
        return wiring.validator()
                .check(wiring.json().read(json("application/json, " + FORM + " or " + FORM_WITH_FILES), type));
    }

    <T> List<T> asList(Class<T> type) throws IOException, InterruptedException {
        return wiring.validator().check(wiring.json().readList(json(MediaTypes.JSON), type));
    }

    /** The texts of a form. */
    Map<String, List<String>> form() throws IOException {
        if (!contentType().equals(FORM_WITH_FILES)) {
            return Forms.parse(Forms.text(plain()));
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Multipart.Part part : parts()) {
            if (part.fileName().isEmpty()) {
                fields.computeIfAbsent(part.name(), _ -> new ArrayList<>(1)).add(part.text());
            }
        }
        return fields;
    }

    /** The files of a form; of one without files none. */
    List<UploadedFile> files(String name) throws IOException {
        String type = contentType();
        if (!type.equals(FORM_WITH_FILES)) {
            if (type.equals(FORM)) {
                return List.of();
            }
            throw new UnsupportedMediaType((type.isEmpty() ? "The request has no Content-Type" : type + " has no files")
                    + "; send " + FORM_WITH_FILES);
        }
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .flatMap(part -> UploadedFile.of(part).stream())
                .toList();
    }

    private List<Multipart.Part> parts() throws IOException {
        List<Multipart.Part> known = parts;
        if (known == null) {
            known = Multipart.parse(
                    plain(), incoming.exchange().header("Content-Type").orElse(""));
            parts = known;
        }
        return known;
    }

    String text() throws IOException {
        return new String(plain(), StandardCharsets.UTF_8);
    }

    private byte[] json(String instead) throws IOException {
        String type = contentType();
        if (!type.equals(MediaTypes.JSON) && !type.endsWith("+json")) {
            throw new UnsupportedMediaType(
                    (type.isEmpty() ? "The request has no Content-Type" : type + " is not read here") + "; send "
                            + instead);
        }
        return plain();
    }

    /** The body, to be read as what its type says: one that is compressed is not (RFC 9110, section 15.5.16). */
    private byte[] plain() throws IOException {
        String coding =
                incoming.exchange().header("Content-Encoding").orElse("").strip();
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            throw new UnsupportedMediaType("Content-Encoding " + coding + " is not read here; send the body as it is")
                    .header("Accept-Encoding", "identity");
        }
        return incoming.body();
    }

    private boolean isForm() {
        return contentType().equals(FORM) || contentType().equals(FORM_WITH_FILES);
    }

    private String contentType() {
        return MediaTypes.essence(incoming.exchange().header("Content-Type").orElse(""));
    }
}
