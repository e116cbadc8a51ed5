package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Films that are sought in, downloads that go on. */
class PartialContentTest {
    private static final String TAG = "\"v1\"";
    private static final byte[] FILM = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private static App app() {
        App app = App.named("films");
        app.get("/film", rq -> film());
        app.post("/film", rq -> film());
        app.get("/empty", rq -> Response.bytes("video/mp4", new byte[0]).acceptRanges());
        app.get("/whole", rq -> Response.bytes("video/mp4", FILM));
        app.get("/made", rq -> film().status(201));
        return app;
    }

    private static Response film() {
        return Response.bytes("video/mp4", FILM).header("ETag", TAG).acceptRanges();
    }

    private static ClientResponse ask(String method, String path, Map<String, String> headers) {
        try (Client client = app().client()) {
            return client.send(method, path, headers, new byte[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,      0,          0-0",
        "bytes=2-4,      234,        2-4",
        "bytes=7-,       789,        7-9",
        "bytes=7-99,     789,        7-9",
        "bytes=-3,       789,        7-9",
        "bytes=-99,      0123456789, 0-9",
        "BYTES= 2 - 4 ,  234,        2-4",
        "bytes=2-99999999999999999999999999, 23456789, 2-9"
    })
    void a_part_is_sent_that_is_asked_for(String range, String part, String which) {
        ClientResponse answer = ask("GET", "/film", Map.of("Range", range));

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.text()).isEqualTo(part);
        assertThat(answer.header("Content-Range")).contains("bytes " + which + "/10");
        assertThat(answer.header("Content-Type")).contains("video/mp4");
        assertThat(answer.header("ETag")).contains(TAG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999999999-"})
    void what_is_not_there_is_refused_with_the_length(String range) {
        ClientResponse answer = ask("GET", "/film", Map.of("Range", range));

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).contains("bytes */10");
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=4-2",
                "bytes=-",
                "bytes=a-b",
                "bytes=1",
                "lines=1-2",
                "bytes=0-1,4-5",
                "bytes=--1",
                "",
                "-"
            })
    void what_is_no_range_and_several_at_once_get_the_whole(String range) {
        ClientResponse answer = ask("GET", "/film", Map.of("Range", range));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(FILM);
        assertThat(answer.header("Accept-Ranges")).contains("bytes");
    }

    @ParameterizedTest
    @CsvSource({"\"v1\", 206", "\"v0\", 200", "W/\"v1\", 200", "'Fri, 27 Nov 2026 00:00:00 GMT', 200"})
    void the_rest_of_another_version_is_not_sent(String known, int status) {
        assertThat(ask("GET", "/film", Map.of("Range", "bytes=5-", "If-Range", known))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"POST, /film, 200", "GET, /whole, 200", "GET, /made, 201", "GET, /empty, 200", "HEAD, /film, 200"})
    void there_are_no_parts_of_what_is_not_offered_so(String method, String path, int status) {
        Map<String, String> headers = new HashMap<>(Map.of("Range", "bytes=1-2"));
        ClientResponse answer = ask(method, path, headers);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Range")).isEmpty();
    }

    @Test
    void static_files_are_sent_in_parts() {
        try (Client client = app().client()) {
            String whole = client.get("/static/hello.txt").text();
            ClientResponse part = client.send("GET", "/static/hello.txt", Map.of("Range", "bytes=1-3"), new byte[0]);

            assertThat(part.status()).isEqualTo(206);
            assertThat(part.text()).isEqualTo(whole.substring(1, 4));
        }
    }

    /** It is kept, and each thread makes a part of it for itself. */
    @Test
    void a_kept_response_stays_whole() {
        Response kept = film();
        App app = App.named("kept");
        app.get("/film", rq -> kept);
        try (Client client = app.client()) {
            assertThat(client.send("GET", "/film", Map.of("Range", "bytes=1-2"), new byte[0])
                            .text())
                    .isEqualTo("12");
            assertThat(client.get("/film").bytes()).isEqualTo(FILM);
            assertThat(client.get("/film").status()).isEqualTo(200);
        }
    }

    @Test
    void that_there_is_no_such_part_is_no_answer_for_a_cache_to_keep() {
        try (Client client = App.named("files").files("/", "static").client()) {
            ClientResponse answer = client.send("GET", "/hello.txt", Map.of("Range", "bytes=99999-"), new byte[0]);
            assertThat(answer.status()).isEqualTo(416);
            assertThat(answer.header("Cache-Control")).contains("no-store");
        }
    }
}
