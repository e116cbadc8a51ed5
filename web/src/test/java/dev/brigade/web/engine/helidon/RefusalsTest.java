package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.EngineException;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be read is refused with a status and closed, and nothing behind it is served. */
class RefusalsTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final EngineHandler READS_BODY =
            exchange -> exchange.send(200, new Fields(), exchange.body().readAllBytes());

    /** In the requests {@code ~} stands for CR and LF. */
    private static String refusal(String request) throws IOException {
        EngineHandler handler = exchange -> {
            assertThat(exchange.rawPath()).doesNotContain("smuggled");
            READS_BODY.handle(exchange);
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            String answer =
                    client.send(request.replace("~", "\r\n") + SMUGGLED).end().rest();
            assertThat(answer.split("HTTP/1.1 \\d", -1))
                    .as("one answer: " + answer)
                    .hasSize(2);
            if (!answer.contains("body")) {
                assertThat(served.unreadable).containsExactly("127.0.0.1 " + answer.substring(9, 12));
            }
            return answer;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no path | GET~Host: x~~",
                "no version | GET /~Host: x~~",
                "two spaces | GET  / HTTP/1.1~Host: x~~",
                "a space in the path | GET /a b HTTP/1.1~Host: x~~",
                "a fragment | GET /a#b HTTP/1.1~Host: x~~",
                "no slash | GET a HTTP/1.1~Host: x~~",
                "authority form | CONNECT x:80 HTTP/1.1~Host: x~~",
                "a bad method | G(T / HTTP/1.1~Host: x~~",
                "lower case version | GET / http/1.1~Host: x~~",
                "no Host | GET / HTTP/1.1~~",
                "two Hosts | GET / HTTP/1.1~Host: x~Host: x~~",
                "a bad Host | GET / HTTP/1.1~Host: a/b~~",
                "no colon | GET / HTTP/1.1~Host: x~bad~~",
                "a space before the colon | POST / HTTP/1.1~Host: x~Content-Length : 5~~abcde",
                "a folded header | GET / HTTP/1.1~Host: x~A: b~ c~~",
                "an empty header name | GET / HTTP/1.1~Host: x~: b~~",
                "CL and TE | POST / HTTP/1.1~Host: x~Content-Length: 5~Transfer-Encoding: chunked~~0~~",
                "TE and CL | POST / HTTP/1.1~Host: x~Transfer-Encoding: Chunked~Content-Length: 5~~0~~",
                "two CLs | POST / HTTP/1.1~Host: x~Content-Length: 5~Content-Length: 0~~abcde",
                "the same CL twice | POST / HTTP/1.1~Host: x~Content-Length: 5~Content-Length: 5~~abcde",
                "a list of CLs | POST / HTTP/1.1~Host: x~Content-Length: 5, 5~~abcde",
                "a negative CL | POST / HTTP/1.1~Host: x~Content-Length: -5~~abcde",
                "a CL with a sign | POST / HTTP/1.1~Host: x~Content-Length: +5~~abcde",
                "a CL with a space | POST / HTTP/1.1~Host: x~Content-Length: 5 5~~abcde",
                "a hexadecimal CL | POST / HTTP/1.1~Host: x~Content-Length: 0x5~~abcde",
                "an empty CL | POST / HTTP/1.1~Host: x~Content-Length: ~~abcde",
                "an endless CL | POST / HTTP/1.1~Host: x~Content-Length: 9999999999999999999~~abcde",
                "TE identity | POST / HTTP/1.1~Host: x~Transfer-Encoding: identity~~",
                "TE twice | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~",
                "a list of TEs | POST / HTTP/1.1~Host: x~Transfer-Encoding: gzip, chunked~~0~~",
                "TE in HTTP/1.0 | POST / HTTP/1.0~Host: x~Transfer-Encoding: chunked~~0~~",
                "a chunk size that is no number | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~zz~abcde~0~~",
                "a negative chunk size | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~-5~abcde~0~~",
                "a chunk size with 0x | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~0x5~abcde~0~~",
                "a chunk size with a space | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~5 ~abcde~0~~",
                "an empty chunk size | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~~abcde~0~~",
                "a chunk size of many digits | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~000000005~abcde~0~~",
                "no line break behind a chunk | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~5~abcdeXX0~~",
                "a chunk longer than told | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~4~abcde~0~~",
                "a malformed trailer | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~0~ folded~~",
            })
    void malformedRequestsAreRefusedWith400(String what, String request) throws IOException {
        assertThat(refusal(request))
                .as(what)
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Content-Type: application/problem+json\r\n", "Connection: close\r\n", "rejected 400: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "505 | GET / HTTP/2.0~Host: x~~",
                "505 | GET / HTTP/1.2~Host: x~~",
                "505 | PRI * HTTP/2.0~~SM~~",
                "417 | POST / HTTP/1.1~Host: x~Content-Length: 1~Expect: wonders~~x",
                "501 | ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN / HTTP/1.1~Host: x~~",
            })
    void whatIsNotSupportedIsRefused(int status, String request) throws IOException {
        assertThat(refusal(request)).startsWith("HTTP/1.1 " + status + " ").contains("rejected " + status);
    }

    @Test
    void aRefusedConnectionIsClosedThoughTheClientStays() throws IOException {
        try (Served served = new Served(READS_BODY);
                Client client = served.client()) {
            assertThat(client.send("nonsense\r\n\r\n").rest()).endsWith("with one space between.");
        }
    }

    @Test
    void lonelyLineFeedsAreRefused() throws IOException {
        assertThat(refusal("GET / HTTP/1.1\nHost: x\n\n")).startsWith("HTTP/1.1 400 ");
        assertThat(refusal("GET / HTTP/1.1~Host: x\nA: b~~")).startsWith("HTTP/1.1 400 ");
        assertThat(refusal("POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~5\nabcde~0~~"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void controlCharactersInHeadersAreRefused() throws IOException {
        assertThat(refusal("GET / HTTP/1.1~Host: x~A: b\u0000c~~")).startsWith("HTTP/1.1 400 ");
        assertThat(refusal("GET /\u0001 HTTP/1.1~Host: x~~")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aRequestLineBeyondTheLimitIsRefusedWith414() throws IOException {
        assertThat(refusal("GET /" + "a".repeat(9000) + " HTTP/1.1~Host: x~~")).startsWith("HTTP/1.1 414 ");
    }

    @Test
    void moreThanTwoHundredFieldsAreRefusedWith431() throws IOException {
        String fields = IntStream.range(0, 199)
                .mapToObj(number -> "f" + number + ": 1\r\n")
                .collect(Collectors.joining());
        try (Served served = new Served(AnswersTest.ECHO_LINE);
                Client client = served.client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET /2 HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET /3 HTTP/1.1\r\nHost: x\r\nanother: 1\r\n" + fields + "\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 431 ").contains("more than 200 fields");
        }
    }

    @Test
    void headersBeyondTheLimitAreRefusedWith431() throws IOException {
        assertThat(refusal("GET / HTTP/1.1~Host: x~A: " + "a".repeat(9000) + "~~"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(refusal("GET / HTTP/1.1~Host: x~" + "A: b~".repeat(3000) + "~"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(refusal("GET /" + "a".repeat(8170) + " HTTP/1.1~Host: x~~")).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void anEndlessHeaderIsCutOff() throws IOException {
        try (Served served = new Served(READS_BODY);
                Client client = served.client()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nA: ");

            assertThat(client.sendUntilRefused("a".repeat(65536), 1000)).isTrue();
        }
    }

    @Test
    void anEndlessChunkLineIsCutOff() throws IOException {
        try (Served served = new Served(READS_BODY);
                Client client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;");

            assertThat(client.sendUntilRefused("a".repeat(65536), 1000)).isTrue();
        }
    }

    @Test
    void aRejectionThatFailsStillEndsTheConnection() throws IOException {
        EngineHandler handler = new EngineHandler() {
            @Override
            public void handle(Exchange exchange) {}

            @Override
            public byte[] rejection(int status, String detail) {
                throw new IllegalStateException("thrown by a test, its stack trace in the log is right");
            }
        };
        EngineSettings settings = Served.SETTINGS;
        var engine = HelidonEngine.start(settings, handler);
        try (Client client = new Client(engine.port())) {
            assertThat(client.send("nonsense\r\n\r\n").rest()).isEmpty();
        } finally {
            engine.stop(java.time.Duration.ZERO);
        }
    }

    @Test
    void whatTheHandlerThrowsIsAnsweredWith500AndClosed() throws IOException {
        EngineHandler handler = exchange -> {
            throw new IllegalStateException("thrown by a test, its stack trace in the log is right");
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            assertThat(client.send(SMUGGLED + SMUGGLED).rest())
                    .startsWith("HTTP/1.1 500 ")
                    .contains("Connection: close\r\n")
                    .endsWith("rejected 500: The request could not be answered.")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void aHandlerThatDoesNotAnswerIsAnsweredWith500() throws IOException {
        try (Served served = new Served(exchange -> {});
                Client client = served.client()) {
            assertThat(client.send(SMUGGLED).rest()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void anEngineExceptionThatTheHandlerLetsPassIsAnsweredWithItsStatus() throws IOException {
        EngineHandler handler = exchange -> {
            throw new EngineException(422, "no");
        };
        try (Served served = new Served(handler);
                Client client = served.client()) {
            assertThat(client.send(SMUGGLED).rest()).startsWith("HTTP/1.1 422 ").endsWith("rejected 422: no");
        }
    }
}
