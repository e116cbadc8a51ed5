package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.EngineException;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every wait on a client ends. The deadlines are 400 ms; what is asserted is how the waits end, not when. */
class DeadlinesTest {
    private static final String GET = AnswersTest.GET;

    private final CompletableFuture<Throwable> seen = new CompletableFuture<>();

    private final EngineHandler readsBody = exchange -> {
        try {
            exchange.send(200, new Fields(), exchange.body().readAllBytes());
        } catch (IOException | EngineException e) {
            seen.complete(e);
            throw e;
        }
    };

    private final EngineHandler readsBodyOnAnotherThread = exchange -> {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        body.complete(exchange.body().readAllBytes());
                    } catch (IOException | EngineException e) {
                        seen.complete(e);
                        body.completeExceptionally(e);
                    }
                })
                .join();
        if (!body.isCompletedExceptionally()) {
            exchange.send(200, new Fields(), body.join());
        }
    };

    private Throwable seenByHandler() throws Exception {
        return seen.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aSilentConnectionIsClosedWithoutAWord() throws IOException {
        try (Served served = Served.quick(AnswersTest.ECHO_LINE);
                Client client = served.client()) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws IOException {
        try (Served served = Served.quick(AnswersTest.ECHO_LINE);
                Client client = served.client()) {
            client.send(GET).answer();

            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void halfARequestLineIsAnsweredWith408() throws IOException {
        try (Served served = Served.quick(AnswersTest.ECHO_LINE);
                Client client = served.client()) {
            assertThat(client.send("GET /").rest())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("Content-Type: application/problem+json\r\n", "Connection: close\r\n")
                    .endsWith("rejected 408: The request's head came too slowly.");
            assertThat(served.unreadable).containsExactly("127.0.0.1 408");
        }
    }

    @Test
    void halfAHeadIsAnsweredWith408AlsoForALaterRequest() throws IOException {
        try (Served served = Served.quick(AnswersTest.ECHO_LINE);
                Client client = served.client()) {
            client.send(GET + "GET / HTTP/1.1\r\nHost: x\r\nA: ").answer();

            assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void aDrippedHeadDoesNotMoveItsDeadline() throws IOException {
        try (Served served = Served.quick(AnswersTest.ECHO_LINE);
                Client client = served.client()) {
            assertThat(client.drip("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(1000)))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void halfABodyIsAnsweredWith408AndTheHandlerIsTold() throws Exception {
        try (Served served = Served.quick(readsBody);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");

            assertThat(client.rest())
                    .startsWith("HTTP/1.1 408 ")
                    .endsWith("rejected 408: The request's body came too slowly.");
            assertThat(seenByHandler())
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.status()).isEqualTo(408));
            assertThat(served.unreadable).isEmpty();
        }
    }

    @Test
    void halfABodyReadByAnotherThreadIsAnsweredWith408AndThatThreadIsTold() throws Exception {
        try (Served served = Served.quick(readsBodyOnAnotherThread);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");

            assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
            assertThat(seenByHandler()).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void halfAChunkIsAnsweredWith408() throws Exception {
        try (Served served = Served.quick(readsBody);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");

            assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
            assertThat(seenByHandler()).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void aDrippedBodyMovesItsDeadlineOnlyByItsRate() throws Exception {
        try (Served served = Served.quick(readsBody);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");

            assertThat(client.drip("a".repeat(999))).startsWith("HTTP/1.1 408 ");
            assertThat(seenByHandler()).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void aBodyThatKeepsItsRateMayTakeLongerThanTheGrace() throws IOException {
        EngineHandler handler =
                exchange -> exchange.send(200, new Fields(), exchange.body().readAllBytes());
        // 10 bytes each 20 ms are 500 a second; 100 a second are asked for
        try (Served served = new Served(handler, rate(100));
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                client.send("0123456789");
                client.pause(20);
            }

            assertThat(client.answer().body()).hasSize(1000);
        }
    }

    private static EngineSettings rate(long bodyMinRate) {
        EngineSettings s = Served.SETTINGS;
        return new EngineSettings(
                s.host(),
                s.port(),
                s.maxConnections(),
                s.maxHeadBytes(),
                s.maxBodyBytes(),
                s.headDeadline(),
                Duration.ofSeconds(1),
                bodyMinRate,
                s.writeGrace(),
                s.writeMinRate(),
                s.idleDeadline());
    }

    @Test
    void timeThatTheHandlerTakesIsNotCountedAgainstTheBody() throws Exception {
        EngineHandler handler = exchange -> {
            Thread.sleep(1200);
            exchange.send(200, new Fields(), exchange.body().readAllBytes());
        };
        try (Served served = Served.quick(handler);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");

            assertThat(client.answer().body()).isEqualTo("abc");
        }
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsCutOff() throws Exception {
        EngineHandler handler = exchange -> {
            try {
                exchange.send(200, new Fields(), new byte[64 * 1024 * 1024]);
            } catch (IOException e) {
                seen.complete(e);
                throw e;
            }
        };
        try (Served served = Served.quick(handler);
                Client client = new Client(served.engine.port(), 4096)) {
            client.send(GET);

            assertThat(seenByHandler()).hasMessage("The client takes the answer too slowly");
            assertThat(client.rest()).hasSizeLessThan(64 * 1024 * 1024);
        }
    }

    @Test
    void aClientThatDoesNotTakeItsStreamFromAnotherThreadIsCutOff() throws Exception {
        EngineHandler handler = exchange -> {
            OutputStream out = exchange.stream(200, new Fields());
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            while (!Thread.currentThread().isInterrupted()) {
                                out.write(new byte[65536]);
                            }
                        } catch (IOException e) {
                            seen.complete(e);
                        }
                    })
                    .join();
        };
        try (Served served = Served.quick(handler);
                Client client = new Client(served.engine.port(), 4096)) {
            client.send(GET);

            assertThat(seenByHandler()).hasMessage("The client takes the answer too slowly");
        }
    }
}
