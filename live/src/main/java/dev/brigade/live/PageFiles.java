package dev.brigade.live;

import dev.brigade.web.Observed;
import dev.brigade.web.Request;
import dev.brigade.web.Response;
import dev.brigade.web.errors.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The page and what belongs to it. Immutable: safe from any thread. */
final class PageFiles {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "json", "application/json");

    private final Observed observed;
    private final Csrf csrf;

    PageFiles(Observed observed, Csrf csrf) {
        this.observed = observed;
        this.csrf = csrf;
    }

    Response page(Request request) throws IOException {
        String page = new String(
                file("index.html").orElseThrow(() -> new NotFound("The live page has no index.html")),
                StandardCharsets.UTF_8);
        Response response = Response.of(200).header("Content-Type", "text/html; charset=utf-8");
        return response.body(page.replace("@BASE@", escaped(observed.path() + "/"))
                .replace("@CSRF@", escaped(csrf.token(request, response)))
                .getBytes(StandardCharsets.UTF_8));
    }

    Response asset(Request request) throws IOException {
        String name = request.path("file");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null
                || !name.matches("[a-z0-9-]+\\.[a-z0-9]+")) { // no groups, which take stack for each of thousands
            throw new NotFound("There is no file at " + request.path());
        }
        return Response.bytes(
                type, file("assets/" + name).orElseThrow(() -> new NotFound("There is no file at " + request.path())));
    }

    private static Optional<byte[]> file(String name) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
