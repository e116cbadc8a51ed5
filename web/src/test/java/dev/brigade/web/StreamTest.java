package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.StartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams, server-sent events and clients that go away, over real sockets. */
class StreamTest {
    private static final int SECONDS = 30;

    private final App app = App.named("test");

    private static Socket ask(Server server, String path) throws IOException {
        Socket socket = new Socket("localhost", server.port());
        socket.setSoTimeout(SECONDS * 1000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String untilEnd(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aStreamComesInPiecesAndEnds() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        app.get(
                "/",
                rq -> Response.stream("text/plain", out -> {
                    out.write("first\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    if (!firstSeen.await(SECONDS, TimeUnit.SECONDS)) {
                        throw new IOException("the first piece was not sent");
                    }
                    out.write("second\n".getBytes(StandardCharsets.UTF_8));
                }));
        try (Server server = app.start("--port", "0");
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<java.util.stream.Stream<String>> answer = http.send(
                    HttpRequest.newBuilder(URI.create(server.url())).build(), HttpResponse.BodyHandlers.ofLines());
            var lines = answer.body().iterator();
            assertThat(lines.next()).isEqualTo("first");
            firstSeen.countDown();
            assertThat(lines.next()).isEqualTo("second");
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @Test
    void aStreamThatFailsIsSeenToBeIncomplete() throws Exception {
        app.get(
                "/",
                rq -> Response.stream("text/plain", out -> {
                    out.write("first".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    throw new IllegalStateException("on purpose");
                }));
        try (Server server = app.start("--port", "0");
                Socket socket = ask(server, "/")) {
            String all = untilEnd(socket);
            assertThat(all).contains("first").doesNotEndWith("0\r\n\r\n").doesNotContain("HTTP/1.1 500");
        }
    }

    private static void failsInside(OutputStream out) throws IOException {
        try (Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            text.write("half");
            text.flush();
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void aStreamThatItsWriterClosesSinceItFailsIsSeenToBeIncompleteToo() throws Exception {
        app.get("/", rq -> Response.stream("text/plain", StreamTest::failsInside));
        try (Server server = app.start("--port", "0");
                Socket socket = ask(server, "/")) {
            assertThat(untilEnd(socket)).contains("half").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aStreamThatFailsBeforeItsFirstByteIsAnsweredAsAnyError() throws Exception {
        app.post(
                "/",
                rq -> Response.stream("text/plain", out -> {
                    out.write("held".getBytes(StandardCharsets.UTF_8));
                    throw new IllegalStateException("on purpose");
                }));
        app.post(
                "/conflict",
                rq -> Response.stream("text/plain", out -> {
                    out.flush();
                    throw new Conflict("sold out");
                }));
        try (LogLines log = new LogLines("brigade");
                Server server = app.start("--port", "0")) {
            assertThat(Wire.answer(server.port(), "POST", "/"))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("application/problem+json")
                    .doesNotContain("held");
            assertThat(log.with("failed")).singleElement().asString().startsWith("ERROR POST / #");
            assertThat(Wire.answer(server.port(), "POST", "/conflict"))
                    .startsWith("HTTP/1.1 409 ")
                    .contains("sold out");
        }
    }

    @Test
    void theAnswerToTheErrorOfAStreamIsNoStream() {
        app.get(
                "/",
                rq -> Response.stream("text/plain", out -> {
                    throw new IllegalStateException("on purpose");
                }));
        app.error(
                IllegalStateException.class,
                (rq, e) -> Response.stream("text/plain", out -> {
                    throw new IllegalStateException("again");
                }));
        try (Client client = app.client()) {
            assertThat(client.get("/").status()).isEqualTo(500);
        }
    }

    @Test
    void headOfAStreamTellsNoLengthAndWritesNothing() throws Exception {
        AtomicInteger written = new AtomicInteger();
        app.get("/stream", rq -> Response.stream("text/plain", out -> out.write(written.incrementAndGet())));
        app.get("/events", rq -> Response.events(events -> events.send(written.incrementAndGet())));
        app.get("/rows", rq -> Response.streamRows("select nothing from nowhere"));
        try (Server server = app.start("--port", "0")) {
            for (String path : List.of("/stream", "/events", "/rows")) {
                assertThat(Wire.answer(server.port(), "HEAD", path))
                        .as(path)
                        .startsWith("HTTP/1.1 200 ")
                        .containsIgnoringCase("\r\nTransfer-Encoding: chunked\r\n")
                        .doesNotContainIgnoringCase("Content-Length")
                        .endsWith("\r\n\r\n");
            }
            assertThat(written).hasValue(0);
        }
    }

    @Test
    void eventsAreLinesOfData() throws Exception {
        app.get(
                "/",
                rq -> Response.events(events -> {
                    events.send("two\nlines\r\nor three");
                    events.send("dish", Map.of("portions", 2));
                    events.heartbeat();
                }));
        try (Client client = app.client()) {
            ClientResponse answer = client.get("/");
            assertThat(answer.header("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(answer.header("X-Accel-Buffering")).as("of nginx").contains("no");
            assertThat(answer.text())
                    .isEqualTo(
                            "data: two\ndata: lines\ndata: or three\n\nevent: dish\ndata: {\"portions\":2}\n\n:\n\n");
        }
    }

    @Test
    void aStopEndsEventStreamsProperly() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        app.get(
                "/",
                rq -> Response.events(events -> {
                    events.send("hello");
                    never.await();
                }));
        try (Server server = app.start("--port", "0");
                Socket socket = ask(server, "/")) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            while (!"data: hello".equals(lines.readLine())) {
                // the head
            }
            server.close();
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.isEmpty() ? last : line;
            }
            assertThat(last).isEqualTo("0"); // the last chunk
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream", "/rows"})
    void onlyWhatFailsAtTheClientIsTheClientsFault(String path) throws Exception {
        app.database("jdbc:h2:mem:" + UUID.randomUUID());
        app.get(
                "/stream",
                rq -> Response.stream("text/plain", out -> {
                    out.write(new byte[10_000]);
                    throw new NoSuchFileException("menu.pdf");
                }));
        app.get(
                "/rows",
                rq -> Response.streamRows(
                        "text/plain",
                        (row, out) -> {
                            out.write("x".repeat(20_000));
                            out.flush();
                            throw new NoSuchFileException("menu.pdf");
                        },
                        "select 1"));
        try (LogLines log = new LogLines("brigade");
                Server server = app.start("--port", "0");
                Socket socket = ask(server, path)) {
            assertThat(untilEnd(socket)).doesNotEndWith("0\r\n\r\n");
            assertThat(log.with("the connection was cut"))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR GET " + path + " #");
        }
    }

    @Test
    void aClientThatGoesAwayWhileItsAnswerIsStreamedIsNoError() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        app.get(
                "/",
                rq -> Response.stream("text/plain", out -> {
                    try {
                        while (true) {
                            out.write(new byte[10_000]);
                        }
                    } finally {
                        seen.complete("ended");
                    }
                }));
        try (LogLines log = new LogLines("brigade");
                Server server = app.start("--port", "0")) {
            try (Socket socket = ask(server, "/")) {
                assertThat(socket.getInputStream().read()).isPositive();
            }
            assertThat(seen.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("ended");
            server.close();
            assertThat(log.with("ERROR")).isEmpty();
        }
    }

    @Test
    void aClientThatGoesAwayInterruptsItsHandlerAndRollsBack() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        app.get("/", rq -> {
            rq.afterRollback(() -> seen.complete("rolled back"));
            rq.afterCommit(() -> seen.complete("committed"));
            started.countDown();
            never.await();
            return "";
        });
        try (Server server = app.start("--port", "0")) {
            try (Socket socket = ask(server, "/")) {
                assertThat(started.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(seen.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("rolled back");
        }
    }

    @Test
    void aHandlersOwnInterruptHarmsNobody() throws Exception {
        app.get("/", rq -> {
            Thread.currentThread().interrupt();
            return "fine";
        });
        try (Server server = app.start("--port", "0");
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 50; i++) {
                assertThat(http.send(
                                        HttpRequest.newBuilder(URI.create(server.url()))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEqualTo("fine");
            }
        }
    }

    @Test
    void aPortInUseIsToldWithWhatToDo() {
        app.get("/", rq -> "");
        try (Server server = app.start("--port", "0")) {
            App second = App.named("second");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> second.start("--port", "" + server.port()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(":" + server.port())
                    .hasMessageContaining("--port ");
        }
    }

    @Test
    void anEventHasAnIdThatABrowserSendsWhenItComesAgain() {
        app.get(
                "/events",
                rq -> Response.events(events -> {
                    int last = rq.header("Last-Event-ID").map(Integer::parseInt).orElse(0);
                    events.send("order", "soup", String.valueOf(last + 1));
                    assertThatThrownBy(() -> events.send("order", "x", "1\ndata: y"))
                            .isInstanceOf(IllegalArgumentException.class);
                }));
        try (Client client = app.client()) {
            assertThat(client.get("/events").text()).isEqualTo("event: order\nid: 1\ndata: soup\n\n");
            assertThat(client.with("Last-Event-ID", "7").get("/events").text()).contains("\nid: 8\n");
        }
    }
}
