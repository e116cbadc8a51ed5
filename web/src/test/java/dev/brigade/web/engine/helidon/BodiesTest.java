package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.EngineException;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final String GET = AnswersTest.GET;
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** Echoes the body; answers the status of what it can't read. */
    private static final EngineHandler ECHO = exchange -> {
        byte[] body;
        try {
            body = exchange.body().readAllBytes();
        } catch (EngineException e) {
            exchange.send(e.status(), new Fields(), AnswersTest.bytes("handler saw " + e.status()));
            return;
        }
        exchange.send(200, new Fields(), body);
    };

    private static final EngineHandler IGNORES_BODY =
            exchange -> exchange.send(200, new Fields(), AnswersTest.bytes("ignored"));

    private static String post(int length) {
        return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void aBodyOfToldLengthIsReadAndTheNextRequestFollows() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            client.send(post(5) + "abcde" + post(0) + post(2) + "fg");

            assertThat(client.answer().body()).isEqualTo("abcde");
            assertThat(client.answer().body()).isEmpty();
            assertThat(client.answer().body()).isEqualTo("fg");
        }
    }

    @Test
    void aBodyInChunksIsReadAndTheNextRequestFollows() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            client.send(CHUNKED + "5\r\nabcde\r\nA;x=\"y\"\r\n0123456789\r\n0\r\nTrailer: dropped\r\n\r\n");
            client.send(CHUNKED + "0\r\n\r\n" + post(1) + "z");

            assertThat(client.answer().body()).isEqualTo("abcde0123456789");
            assertThat(client.answer().body()).isEmpty();
            assertThat(client.answer().body()).isEqualTo("z");
        }
    }

    @Test
    void chunksMayBeSplitAnywhereOverPackets() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            String request = CHUNKED + "5\r\nabcde\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n";
            for (byte b : request.getBytes(StandardCharsets.ISO_8859_1)) {
                client.send(new byte[] {b});
            }

            assertThat(client.answer().body()).isEqualTo("abcde0123456789abcdef");
            assertThat(client.send(post(1) + "z").answer().body()).isEqualTo("z");
        }
    }

    @Test
    void theHandlerIsToldThatALengthIsBeyondTheLimit() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            assertThat(client.send(post(65537)).rest())
                    .startsWith("HTTP/1.1 413 ")
                    .contains("Connection: close\r\n")
                    .endsWith("handler saw 413");
        }
    }

    @Test
    void theHandlerIsToldThatChunksAreBeyondTheLimit() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            client.send(CHUNKED);
            String chunk = "8000\r\n" + "a".repeat(0x8000) + "\r\n";

            assertThat(client.send(chunk + chunk + "1\r\na\r\n0\r\n\r\n").rest())
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("handler saw 413");
        }
    }

    @Test
    void theLimitItselfIsAllowed() throws IOException {
        String body = "a".repeat(65536);
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            assertThat(client.send(post(65536) + body).answer().body()).isEqualTo(body);
            assertThat(client.send(CHUNKED + "10000\r\n" + body + "\r\n0\r\n\r\n")
                            .answer()
                            .body())
                    .isEqualTo(body);
        }
    }

    @Test
    void theAnswer413ArrivesThoughTheClientStillSends() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            client.send(post(900_000));
            client.send("a".repeat(900_000));

            assertThat(client.rest()).startsWith("HTTP/1.1 413 ").endsWith("handler saw 413");
        }
    }

    @Test
    void theHandlerIsToldThatChunksAreMalformed() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            assertThat(client.send(CHUNKED + "5\r\nabcdeXX0\r\n\r\n" + GET).rest())
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("handler saw 400");
        }
    }

    @Test
    void aSmallUnreadBodyIsDropped() throws IOException {
        try (Served served = new Served(IGNORES_BODY);
                Client client = served.client()) {
            client.send(post(5) + "abcde" + CHUNKED + "5\r\nabcde\r\n0\r\n\r\n" + post(1) + "x");

            assertThat(client.answer().header("Connection")).isEmpty();
            assertThat(client.answer().header("Connection")).isEmpty();
            assertThat(client.answer().body()).isEqualTo("ignored");
        }
    }

    @Test
    void aLargeUnreadBodyEndsTheConnection() throws IOException {
        try (Served served = new Served(IGNORES_BODY);
                Client client = served.client()) {
            String answer =
                    client.send(post(100_000) + "a".repeat(100_000) + GET).rest();

            assertThat(answer).contains("Connection: close\r\n").endsWith("ignored");
            assertThat(answer.split("HTTP/1.1 \\d", -1)).hasSize(2);
        }
    }

    @Test
    void anUnreadBodyInChunksThatDoesNotEndEndsTheConnection() throws IOException {
        try (Served served = Served.quick(IGNORES_BODY);
                Client client = served.client()) {
            client.send(CHUNKED);

            assertThat(client.rest()).endsWith("ignored");
        }
    }

    @Test
    void continueIsSentWhenTheHandlerReads() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("abcde").answer().body()).isEqualTo("abcde");
            assertThat(client.send(post(1) + "z").answer().body()).isEqualTo("z");
        }
    }

    @Test
    void continueIsNotSentWhenTheHandlerDoesNotRead() throws IOException {
        try (Served served = new Served(IGNORES_BODY);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.rest())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Connection: close\r\n")
                    .endsWith("ignored");
        }
    }

    @Test
    void continueIsNotSentForABodyBeyondTheLimit() throws IOException {
        try (Served served = new Served(ECHO);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.rest()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aBodyThatTheClientDoesNotFinishIsAnIoExceptionAndNobodyIsAnswered() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        var failed = new java.util.concurrent.CountDownLatch(1);
        EngineHandler handler = exchange -> {
            try {
                exchange.body().readAllBytes();
            } catch (IOException e) {
                failures.incrementAndGet();
                failed.countDown();
                throw e;
            }
        };
        try (Served served = new Served(handler)) {
            Client client = served.client();
            client.send(post(5) + "ab");
            client.close();

            assertThat(failed.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            assertThat(failures.get()).isOne();
        }
    }
}
