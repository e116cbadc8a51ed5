package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AnswersTest {
    static final String GET = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

    /** Answers with method and path. */
    static final EngineHandler ECHO_LINE = exchange -> exchange.send(
            200, new Fields().set("Content-Type", "text/plain"), bytes(exchange.method() + " " + exchange.rawPath()));

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void twoRequestsOnOneConnectionAreAnsweredWithLengthAndDate() throws IOException {
        try (Served served = new Served(ECHO_LINE);
                Client client = served.client()) {
            Client.Answer first = client.send(GET).answer();
            Client.Answer second = client.send(GET).answer();

            assertThat(first.head()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(first.body()).isEqualTo("GET /hello");
            assertThat(first.header("Content-Type")).isEqualTo("text/plain");
            assertThat(first.header("Date")).matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
            assertThat(first.header("Server")).isEmpty();
            assertThat(first.header("Connection")).isEmpty();
            assertThat(second.body()).isEqualTo("GET /hello");
        }
    }

    @Test
    void theHostThatTheRequestLineNamesCounts() throws IOException {
        EngineHandler handler = exchange ->
                exchange.send(200, new Fields(), bytes(exchange.header("Host").orElseThrow()));
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send("GET http://there:81/a HTTP/1.1\r\nHost: elsewhere\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("there:81");
            assertThat(client.send("GET /a HTTP/1.1\r\nHost: here\r\n\r\n")
                            .answer()
                            .body())
                    .isEqualTo("here");
            client.send("GET http://me@there/a HTTP/1.1\r\nHost: elsewhere\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (Served served = new Served(ECHO_LINE);
                Client client = served.client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.answer().body()).isEqualTo("GET /1");
            assertThat(client.answer().body()).isEqualTo("GET /2");
        }
    }

    @Test
    void theHandlerSeesTheRequestAsSent() throws IOException {
        List<Object> seen = new ArrayList<>();
        TreeMap<String, String> headers = new TreeMap<>();
        EngineHandler handler = exchange -> {
            seen.add(exchange.method());
            seen.add(exchange.rawPath());
            seen.add(exchange.rawQuery());
            seen.add(exchange.scheme());
            seen.add(exchange.remoteAddress());
            seen.add(exchange.header("x-one").orElse("none"));
            seen.add(exchange.headers("X-ONE"));
            seen.add(exchange.header("absent").isPresent());
            seen.add(exchange.body().readAllBytes().length);
            exchange.eachHeader((name, value) -> headers.merge(name, value, (a, b) -> a + "+" + b));
            exchange.send(200, new Fields(), new byte[0]);
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send("PURGE /a%20b?c=d?e HTTP/1.1\r\nHost: x\r\nX-One: 1\r\nx-one:  2 \r\n\r\n")
                    .answer();

            assertThat(seen)
                    .containsExactly("PURGE", "/a%20b", "c=d?e", "http", "127.0.0.1", "1", List.of("1", "2"), false, 0);
            assertThat(headers).containsExactly(java.util.Map.entry("Host", "x"), java.util.Map.entry("X-One", "1+2"));
        }
    }

    @Test
    void theAbsoluteFormOfAProxyGivesThePath() throws IOException {
        try (Served served = new Served(ECHO_LINE);
                Client client = served.client()) {
            client.send("GET http://x/a?b HTTP/1.1\r\nHost: x\r\n\r\nGET http://x HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.answer().body()).isEqualTo("GET /a");
            assertThat(client.answer().body()).isEqualTo("GET /");
        }
    }

    @Test
    void headIsAnsweredWithTheLengthAndNoBody() throws IOException {
        try (Served served = new Served(ECHO_LINE);
                Client client = served.client()) {
            Client.Answer answer =
                    client.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n").bodilessAnswer();

            assertThat(answer.header("Content-Length")).isEqualTo("11");
            assertThat(client.send(GET).answer().body()).isEqualTo("GET /hello");
        }
    }

    @Test
    void statuses204And304HaveNoBodyAndNoLength() throws IOException {
        EngineHandler handler = exchange ->
                exchange.send(Integer.parseInt(exchange.rawPath().substring(1)), new Fields(), bytes("ignored"));
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send("GET /204 HTTP/1.1\r\nHost: x\r\n\r\nGET /304 HTTP/1.1\r\nHost: x\r\n\r\n");
            client.send("GET /200 HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.bodilessAnswer().head())
                    .startsWith("HTTP/1.1 204 No Content\r\n")
                    .doesNotContain("Content-Length");
            assertThat(client.bodilessAnswer().status()).isEqualTo(304);
            assertThat(client.answer().body()).isEqualTo("ignored");
        }
    }

    @Test
    void aLargeWholeBodyArrivesWhole() throws IOException {
        String large = "0123456789".repeat(200_000);
        try (Served served = new Served(exchange -> exchange.send(200, new Fields(), bytes(large)));
                Client client = served.client()) {
            assertThat(client.send(GET).answer().body()).isEqualTo(large);
            assertThat(client.send(GET).answer().body()).isEqualTo(large);
        }
    }

    @Test
    void fieldsThatFrameTheMessageAreTheEnginesOwn() throws IOException {
        EngineHandler handler = exchange -> exchange.send(
                200,
                new Fields()
                        .set("content-length", "99")
                        .set("Transfer-Encoding", "chunked")
                        .set("Date", "yesterday")
                        .add("Set-Cookie", "a=1")
                        .add("Set-Cookie", "b=2"),
                bytes("x"));
        try (Served served = new Served(handler);
                Client client = served.client()) {
            Client.Answer answer = client.send(GET).answer();

            assertThat(answer.body()).isEqualTo("x");
            assertThat(answer.head())
                    .contains("Content-Length: 1\r\n", "Date: yesterday\r\n", "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n")
                    .doesNotContain("99", "chunked", "GMT");
        }
    }

    @Test
    void connectionCloseOfTheClientIsHonoured() throws IOException {
        try (Served served = new Served(ECHO_LINE);
                Client client = served.client()) {
            client.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: x, Close\r\n\r\n" + GET);

            assertThat(client.rest()).contains("Connection: close\r\n").endsWith("GET /a");
        }
    }

    @Test
    void connectionCloseOfTheHandlerIsHonoured() throws IOException {
        EngineHandler handler = exchange -> exchange.send(200, new Fields().set("connection", "close"), bytes("x"));
        try (Served served = new Served(handler);
                Client client = served.client()) {
            assertThat(client.send(GET + GET).rest())
                    .contains("Connection: close\r\n")
                    .endsWith("\r\n\r\nx");
        }
    }

    @Test
    void http10IsAnsweredAndClosed() throws IOException {
        try (Served served = new Served(ECHO_LINE);
                Client client = served.client()) {
            String answer = client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                    .rest();

            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Connection: close\r\n")
                    .endsWith("\r\n\r\nGET /a");
        }
    }

    @Test
    void answersCanBeGivenFromAnotherThread() throws IOException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        EngineHandler handler = exchange -> Thread.ofVirtual()
                .start(() -> {
                    try {
                        exchange.send(200, new Fields(), exchange.body().readAllBytes());
                    } catch (IOException e) {
                        failure.set(e);
                    }
                })
                .join();
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");

            assertThat(client.send("abcde").answer().body()).isEqualTo("abcde");
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    void aStreamKeptBeyondItsRequestCanNotWriteIntoTheNext() throws IOException {
        AtomicReference<OutputStream> kept = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        EngineHandler handler = exchange -> {
            OutputStream old = kept.get();
            if (old == null) {
                OutputStream stream = exchange.stream(200, new Fields());
                stream.close();
                kept.set(stream);
                return;
            }
            try {
                old.write(1);
            } catch (IOException e) {
                failure.set(e);
            }
            exchange.send(200, new Fields(), bytes("second"));
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send(GET).until("0\r\n\r\n");

            assertThat(client.send(GET).answer().body()).isEqualTo("second");
            assertThat(failure.get()).isInstanceOf(IOException.class);
        }
    }
}
