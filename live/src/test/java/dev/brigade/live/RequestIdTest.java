package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.App;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A request is found by what a proxy knows it by. */
class RequestIdTest {
    private static final int SECONDS = 30;

    private final App app = App.named("shop");
    private final CompletableFuture<Site> started = new CompletableFuture<>();
    private final CompletableFuture<JsonNode> seen = new CompletableFuture<>();

    RequestIdTest() {
        app.live("/live");
        app.get("/looks-at-itself", _ -> {
            JsonNode state = started.get(SECONDS, TimeUnit.SECONDS).state();
            seen.complete(Site.running(state, "GET /looks-at-itself").getFirst());
            return "";
        });
    }

    @Test
    void a_request_says_by_what_others_know_it() throws Exception {
        try (Site site = Site.of(app)) {
            started.complete(site);
            site.get("/looks-at-itself", "X-Request-Id", "r-1");
            assertThat(seen.join().get("requestId").asString()).isEqualTo("r-1");
        }
    }

    @Test
    void one_that_is_not_known_says_nothing() throws Exception {
        try (Site site = Site.of(app)) {
            started.complete(site);
            site.get("/looks-at-itself");
            assertThat(seen.join().has("requestId")).isFalse();
        }
    }
}
