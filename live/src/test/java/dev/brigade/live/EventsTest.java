package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.web.App;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a browser that listens is told. */
class EventsTest {
    private final App app = App.named("shop");
    private final CountDownLatch done = new CountDownLatch(1);

    EventsTest() {
        app.live("/live");
        app.get("/waits", rq -> {
            done.await();
            return "done";
        });
        app.get("/quick", rq -> "quick");
    }

    private static boolean tells(JsonNode data, String label, String doing) {
        return of(data, label).anyMatch(one -> one.get("state").asString().equals(doing));
    }

    private static Stream<JsonNode> of(JsonNode data, String label) {
        return StreamSupport.stream(data.get("activities").spliterator(), false)
                .filter(one -> one.get("label").asString().equals(label));
    }

    private static boolean looks() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("live-page"));
    }

    @Test
    void is_all_there_is_and_then_what_changes() throws Exception {
        try (Site site = Site.of(app)) {
            CompletableFuture<HttpResponse<String>> before = site.begins("/waits");
            site.stateWhen("it runs", state -> Site.is(state, "GET /waits", "RUNNING"));
            try (Site.Ear ear = site.listen()) {
                Site.Ear.Heard first = ear.next();
                assertThat(first.type()).isEqualTo("state");
                assertThat(tells(first.data(), "GET /waits", "RUNNING")).isTrue();

                site.get("/quick");
                List<JsonNode> heard = new ArrayList<>();
                while (heard.isEmpty() || !tells(heard.getLast(), "GET /quick", "ENDED")) {
                    Site.Ear.Heard next = ear.next();
                    assertThat(next.type()).isEqualTo("delta");
                    heard.add(next.data());
                }
                assertThat(heard.getLast().get("events"))
                        .extracting(event -> event.get("k").asString())
                        .containsExactly("began", "ended");

                done.countDown();
                before.get();
                while (!tells(heard.getLast(), "GET /waits", "ENDED")) {
                    heard.add(ear.next().data());
                }
                assertThat(Stream.concat(Stream.of(first.data()), heard.stream())
                                .flatMap(data -> of(data, "GET /waits")))
                        .as("told again without a change") // in what it waits is one, if that was not seen at first
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void is_looked_for_only_while_somebody_listens() throws Exception {
        try (Site site = Site.of(app)) {
            site.state();
            assertThat(looks()).as("before").isFalse();
            try (Site.Ear ear = site.listen()) {
                ear.next();
                assertThat(looks()).as("while one listens").isTrue();
            }
            Eventually.gives("nobody looks", EventsTest::looks, looking -> !looking);
        }
    }

    @Test
    void ends_with_the_server_without_a_wait() throws Exception {
        Site site = Site.of(app);
        try (Site.Ear ear = site.listen()) {
            ear.next();
            site.close();
        }
        Eventually.gives("nobody looks", EventsTest::looks, looking -> !looking);
    }

    /** A browser that reads nothing: the others, and requests, are served as if it were not there. */
    @Test
    void is_told_to_others_although_one_does_not_read() throws Exception {
        try (Site site = Site.of(app);
                Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1024);
            slow.connect(
                    new java.net.InetSocketAddress("localhost", site.server().port()));
            slow.getOutputStream()
                    .write("GET /live/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            try (Site.Ear ear = site.listen()) {
                int told = 0;
                for (int i = 0; i < 300; i++) {
                    assertThat(site.get("/quick").statusCode()).isEqualTo(200);
                }
                while (told < 10) {
                    told += ear.next().type().equals("delta") ? 1 : 0;
                    site.get("/quick");
                }
            }
        }
    }

    @Test
    void is_refused_to_more_browsers_than_can_be_served_well() throws Exception {
        try (Site site = Site.of(app)) {
            List<Site.Ear> ears = new ArrayList<>();
            try {
                for (int i = 0; i < 32; i++) {
                    ears.add(site.listen());
                    ears.getLast().next();
                }
                try (Site.Ear more = site.listen()) {
                    assertThat(more.status()).isEqualTo(503);
                }
            } finally {
                for (Site.Ear ear : ears) {
                    ear.close();
                }
            }
        }
    }
}
