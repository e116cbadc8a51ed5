package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswersTest {
    static final String GET = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void twoRequestsOnOneConnectionAreAnsweredWithLengthAndDate() throws IOException {
        try (Served served = new Served(exchange -> exchange.send(
                        200,
                        new Fields().set("Content-Type", "text/plain"),
                        bytes(exchange.method() + " " + exchange.rawPath())));
                Client client = served.client()) {
            Client.Answer first = client.send(GET).answer();
            Client.Answer second = client.send(GET).answer();

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("GET /hello");
            assertThat(first.header("Content-Type")).isEqualTo("text/plain");
            assertThat(first.header("Date")).endsWith(" GMT");
            assertThat(first.header("Server")).isEmpty();
            assertThat(second.body()).isEqualTo("GET /hello");
        }
    }
}
