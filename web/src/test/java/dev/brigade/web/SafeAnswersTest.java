package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.errors.Unauthorized;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers say to browsers, and refuse to read, unless the application says otherwise. */
class SafeAnswersTest {
    private record Dish(String name) {}

    private final Client client = app().client();

    @AfterEach
    void close() {
        client.close();
    }

    private static App app() {
        App app = App.named("test");
        app.get("/page", rq -> Response.html("<p>Soup</p>"));
        app.get("/stream", rq -> Response.stream("text/html", out -> out.write('x')));
        app.get(
                "/partners",
                rq -> Response.html("<p>Soup</p>")
                        .header(
                                "Content-Security-Policy",
                                "default-src 'self'; Frame-Ancestors https://partner.example"));
        app.get("/nowhere", rq -> Response.html("<p>Soup</p>").header("X-Frame-Options", "DENY"));
        app.get("/dish", rq -> new Dish("soup"));
        app.get("/secret", rq -> {
            throw new Unauthorized("Sign in first");
        });
        app.get("/basic", rq -> {
            throw new Unauthorized("Sign in first").header("WWW-Authenticate", "Basic realm=\"inn\"");
        });
        app.post("/body", rq -> rq.body(Dish.class));
        app.post("/list", rq -> rq.bodyList(Dish.class));
        app.post("/form", rq -> rq.form().toString());
        app.post("/required", rq -> rq.required("name"));
        app.post("/file", rq -> rq.file("name").isPresent());
        app.post("/text", rq -> rq.bodyText());
        app.post("/bytes", rq -> rq.bodyBytes().length);
        return app;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/stream"})
    void no_page_of_another_site_shows_one_of_this_within_it(String path) {
        assertThat(client.get(path).header("X-Frame-Options")).contains("SAMEORIGIN");
    }

    @Test
    void so_is_an_error_that_a_browser_is_shown() {
        ClientResponse answer = client.send("GET", "/nothing", Map.of("Accept", "text/html"), new byte[0]);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Frame-Options")).contains("SAMEORIGIN");
    }

    @Test
    void unless_the_application_says_who_may() {
        assertThat(client.get("/partners").header("X-Frame-Options")).isEmpty();
        assertThat(client.get("/nowhere").header("X-Frame-Options")).contains("DENY");
        assertThat(client.get("/dish").header("X-Frame-Options")).isEmpty();
    }

    @Test
    void who_must_say_who_it_is_is_told_how() {
        assertThat(client.get("/secret").header("WWW-Authenticate")).contains("Session");
        assertThat(client.get("/basic").header("WWW-Authenticate")).contains("Basic realm=\"inn\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/body application/json",
                "/list application/json",
                "/form application/x-www-form-urlencoded",
                "/body application/x-www-form-urlencoded",
                "/required application/x-www-form-urlencoded",
                "/file multipart/form-data; boundary=x",
                "/text text/plain"
            })
    void a_body_that_is_compressed_is_not_taken_for_what_it_is_not(String pathAndType) {
        String path = pathAndType.substring(0, pathAndType.indexOf(' '));
        String type = pathAndType.substring(pathAndType.indexOf(' ') + 1);

        ClientResponse answer = client.send(
                "POST", path, Map.of("Content-Type", type, "Content-Encoding", "gzip"), new byte[] {0x1f, (byte) 0x8b, 8
                });

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).contains("identity");
        assertThat(answer.text()).contains("Content-Encoding gzip", "send the body as it is");
    }

    @Test
    void its_bytes_are_for_who_reads_it_by_itself() {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");

        assertThat(client.send("POST", "/bytes", headers, new byte[] {0x1f, (byte) 0x8b, 8})
                        .text())
                .isEqualTo("3");
        assertThat(client.send(
                                "POST",
                                "/body",
                                Map.of("Content-Type", "application/json", "Content-Encoding", "identity"),
                                "{\"name\":\"soup\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
    }
}
