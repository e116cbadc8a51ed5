package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.errors.Forbidden;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input over raw sockets: a 4xx that says what is wrong, never a 500, never a stack trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    record Wish(String dish, int portions) {}

    private final Server server = start();

    private static Server start() {
        App app = App.named("test");
        app.before(rq -> {
            if (rq.path().startsWith("/admin")) {
                throw new Forbidden("cooks only");
            }
        });
        app.get("/", rq -> "home");
        app.get("/admin/users", rq -> "all users");
        app.get("/dishes/{name}", rq -> rq.path("name"));
        app.get("/orders/{id:int}", rq -> rq.path("id"));
        app.get("/search", rq -> rq.query("n", int.class).orElse(0));
        app.get("/tables/{id}", rq -> rq.path("id", long.class));
        app.get("/late", rq -> rq.query("by", Duration.class).isPresent());
        app.post("/orders", rq -> rq.body(Wish.class));
        return app.start(
                "--port", "0", "--http.max.body", "1000", "--http.max.head", "4096", "--http.body.grace", "1s");
    }

    @BeforeAll
    void serves() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("home");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }

    private static String post(String type, String body) {
        return post(type, "Content-Length: " + body.length() + "\r\n", body);
    }

    private static String post(String type, String headers, String body) {
        return "POST /orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type + "\r\n" + headers
                + "\r\n" + body;
    }

    static Stream<Arguments> badRequests() {
        String json = "application/json";
        String form = "application/x-www-form-urlencoded";
        return Stream.of(
                Arguments.of("malformed JSON", post(json, "{\"dish\": soup}"), 400, "not JSON: line 1, column 1"),
                Arguments.of("half JSON", post(json, "{\"dish\":"), 400, "not JSON"),
                Arguments.of(
                        "JSON that is no UTF-8",
                        post(json, "{\"dish\":\"\u00ff\u00fe\",\"portions\":1}"),
                        400,
                        "not JSON"),
                Arguments.of("empty body", post(json, ""), 400, "empty"),
                Arguments.of(
                        "wrong type",
                        post(json, "{\"dish\":\"soup\",\"portions\":\"two\"}"),
                        422,
                        "portions must be a whole number"),
                Arguments.of(
                        "unknown field",
                        post(json, "{\"dish\":\"soup\",\"portions\":2,\"x\":1}"),
                        422,
                        "x is not known here"),
                Arguments.of("a list for an object", post(json, "[]"), 422, "must be an object"),
                Arguments.of(
                        "a number too large",
                        post(json, "{\"dish\":\"soup\",\"portions\":99999999999}"),
                        422,
                        "portions must be a whole number"),
                Arguments.of("form with a wrong type", post(form, "dish=soup&portions=two"), 422, "not \\\"two\\\""),
                Arguments.of("form badly encoded", post(form, "dish=%zz&portions=2"), 400, "two hexadecimal digits"),
                Arguments.of("unknown media type", post("text/xml", "<x/>"), 415, "text/xml is not read here"),
                Arguments.of("unknown path", get("/nowhere"), 404, "nothing at /nowhere"),
                Arguments.of("path of a wrong type", get("/orders/abc"), 404, "nothing at /orders/abc"),
                Arguments.of("path badly encoded", get("/%zz"), 400, "The path is not valid"),
                Arguments.of("path with NUL", get("/%00"), 400, "NUL"),
                Arguments.of("encoded slashes in a segment", get("/dishes/..%2f..%2fetc%2fpasswd"), 400, "one segment"),
                Arguments.of("encoded backslash in a segment", get("/dishes/a%5cb"), 400, "one segment"),
                Arguments.of("dot segment for a parameter", get("/dishes/%2e%2e"), 400, "one segment"),
                Arguments.of("path that a filter refuses", get("/admin/users"), 403, "cooks only"),
                Arguments.of("the same, encoded", get("/%61dm%69n/users"), 403, "cooks only"),
                Arguments.of("the same with other characters", get("/%61dmin/us%65rs"), 403, "cooks only"),
                Arguments.of("untyped path that is no number", get("/tables/abc"), 404, "nothing at /tables/abc"),
                Arguments.of(
                        "duration out of range", get("/late?by=9999999999999999h"), 400, "Query parameter by must be"),
                Arguments.of(
                        "ISO duration out of range", get("/late?by=PT9999999999999999H"), 400, "Query parameter by"),
                Arguments.of("query of a wrong type", get("/search?n=abc"), 400, "Query parameter n must be"),
                Arguments.of("query badly encoded", get("/search?n=%f"), 400, "two hexadecimal digits"),
                Arguments.of(
                        "wrong method",
                        "DELETE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        405,
                        "GET, HEAD, OPTIONS"),
                Arguments.of(
                        "unknown method",
                        "BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        405,
                        "GET, HEAD, OPTIONS"),
                Arguments.of("path traversal", get("/static/../secret.txt"), 404, "no file at"),
                Arguments.of("encoded path traversal", get("/static/%2e%2e%2fsecret.txt"), 404, "no file at"),
                Arguments.of("body over the limit", post(json, " ".repeat(1001)), 413, "1000"),
                Arguments.of("length over the limit", post(json, "Content-Length: 99999999999\r\n", "x"), 413, "1000"),
                Arguments.of(
                        "chunks over the limit",
                        post(json, "Transfer-Encoding: chunked\r\n", "fff\r\n" + "x".repeat(0xfff) + "\r\n0\r\n\r\n"),
                        413,
                        "1000"),
                Arguments.of("length longer than the body", post(json, "Content-Length: 900\r\n", "{}"), 408, ""),
                Arguments.of(
                        "length that is no number", post(json, "Content-Length: two\r\n", "{}"), 400, "Content-Length"),
                Arguments.of(
                        "header too large",
                        "GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(5000) + "\r\n\r\n",
                        431,
                        ""),
                Arguments.of("path too long", get("/" + "x".repeat(5000)), 414, ""),
                Arguments.of("no HTTP at all", "hello\r\n\r\n", 400, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void isRefusedWithTheReason(String what, String request, int status, String reason) throws IOException {
        String answer = send(request);
        assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(answer).contains("application/problem+json");
        assertThat(body).contains("\"status\":" + status).contains(reason);
        assertThat(body)
                .doesNotContain("Exception")
                .doesNotContain("dev.brigade")
                .doesNotContain("\tat ");
    }

    @Test
    void afterAllThatItStillServes() throws IOException {
        assertThat(send(get("/"))).endsWith("home");
    }
}
