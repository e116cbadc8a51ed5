package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of events that tells open pages what has changed. */
@Timeout(60)
class EventsTest {
    private final Gate gate = new Gate();

    private static String nextData(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = events.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void a_stream_tells_of_each_change_and_ends_properly_when_the_kitchen_closes() throws Exception {
        Server server = Kitchen.app(gate)
                .start("--port", "0", "--database.url", TestDatabase.H2.fresh().url());
        try (HttpClient http = HttpClient.newHttpClient();
                Guest guest = new Guest(server.port())) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/events")).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            var events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(nextData(events)).isEqualTo("data: 0");

            guest.ordersOne("lasagne");
            assertThat(nextData(events)).isEqualTo("data: 1");
            gate.next(); // the oven is hot: a dish goes in
            assertThat(nextData(events)).isEqualTo("data: 2");
            gate.open();
            assertThat(nextData(events)).isEqualTo("data: 3");

            server.close();
            assertThat(events.readAllLines().stream().filter(line -> line.startsWith("data: ")))
                    .isEmpty(); // a stream that had been cut off would throw
        } finally {
            server.close();
        }
    }
}
