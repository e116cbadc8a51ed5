package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final String GET = AnswersTest.GET;

    private static final EngineHandler TWO_PIECES = exchange -> {
        try (OutputStream out = exchange.stream(200, new Fields().set("X-A", "b"))) {
            out.write(AnswersTest.bytes("abc"));
            out.flush();
            out.write(AnswersTest.bytes("de"));
        }
    };

    @Test
    void aStreamIsChunkedAndLeavesTheConnectionOpen() throws IOException {
        try (Served served = new Served(TWO_PIECES);
                Client client = served.client()) {
            String answer = client.send(GET).until("0\r\n\r\n");

            assertThat(answer)
                    .contains("X-A: b\r\n", "Transfer-Encoding: chunked\r\n")
                    .doesNotContain("Content-Length")
                    .endsWith("\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            assertThat(client.send(GET).until("0\r\n\r\n")).isEqualTo(answer);
        }
    }

    @Test
    void aStreamForHttp10IsPlainAndEndsWithTheConnection() throws IOException {
        try (Served served = new Served(TWO_PIECES);
                Client client = served.client()) {
            String answer = client.send("GET / HTTP/1.0\r\n\r\n").rest();

            assertThat(answer)
                    .contains("Connection: close\r\n")
                    .doesNotContain("chunked", "Content-Length")
                    .endsWith("\r\n\r\nabcde");
        }
    }

    @Test
    void aStreamForHeadSendsNoBody() throws IOException {
        try (Served served = new Served(TWO_PIECES);
                Client client = served.client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").bodilessAnswer();

            assertThat(client.send(GET).until("0\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void flushPassesOnWhatWasWritten() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        EngineHandler handler = exchange -> {
            try (OutputStream out = exchange.stream(200, new Fields())) {
                out.write(AnswersTest.bytes("first"));
                out.flush();
                assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
                out.write(AnswersTest.bytes("second"));
            }
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            client.send(GET).until("5\r\nfirst\r\n");
            read.countDown();

            assertThat(client.until("0\r\n\r\n")).isEqualTo("6\r\nsecond\r\n0\r\n\r\n");
        }
    }

    @Test
    void largeAndSmallWritesKeepTheirOrder() throws IOException {
        String large = "x".repeat(100_000);
        EngineHandler handler = exchange -> {
            try (OutputStream out = exchange.stream(200, new Fields())) {
                out.write('a');
                out.write(AnswersTest.bytes(large));
                out.write('b');
            }
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            assertThat(client.send(GET).until("0\r\n\r\n"))
                    .endsWith("\r\n\r\n1\r\na\r\n186a0\r\n" + large + "\r\n1\r\nb\r\n0\r\n\r\n");
        }
    }

    @Test
    void aStreamThatFailsEndsTheConnectionWithoutTheLastChunk() throws IOException {
        EngineHandler handler = exchange -> {
            OutputStream out = exchange.stream(200, new Fields());
            out.write(AnswersTest.bytes("abc"));
            out.flush();
            throw new IllegalStateException("thrown by a test, its stack trace in the log is right");
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            assertThat(client.send(GET).rest()).endsWith("3\r\nabc\r\n");
        }
    }

    @Test
    void aStreamThatIsNotClosedEndsTheConnectionWithoutTheLastChunk() throws IOException {
        EngineHandler handler = exchange -> {
            OutputStream out = exchange.stream(200, new Fields());
            out.write(AnswersTest.bytes("abc"));
            out.flush();
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            assertThat(client.send(GET).rest()).endsWith("3\r\nabc\r\n");
        }
    }

    @Test
    void aStreamThatFailsBeforeItsFirstByteIsAnsweredWith500() throws IOException {
        EngineHandler handler = exchange -> {
            exchange.stream(200, new Fields()).write(AnswersTest.bytes("abc"));
            throw new IllegalStateException("thrown by a test, its stack trace in the log is right");
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            assertThat(client.send(GET).rest())
                    .startsWith("HTTP/1.1 500 ")
                    .endsWith("rejected 500: The request could not be answered.");
        }
    }
}
