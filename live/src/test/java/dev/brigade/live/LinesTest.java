package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import bakery.Bakery;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** At which line of the application a request is that has done the same for a while. */
class LinesTest {
    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void shows_at_which_lines_of_the_application_a_lock_is_held_and_waited_for() throws Exception {
        try (Site site = Site.of(Bakery.app(done))) {
            CompletableFuture<HttpResponse<String>> bakes = site.begins("/bakes");
            site.stateWhen(
                    "it has its line", state -> !line(state, "GET /bakes").isEmpty());
            CompletableFuture<HttpResponse<String>> waits = site.begins("/waits");
            JsonNode state = site.stateWhen(
                    "both have lines", now -> !line(now, "GET /waits").isEmpty());

            assertThat(line(state, "GET /bakes")).isEqualTo("Bakery.java:18");
            assertThat(line(state, "GET /waits")).isEqualTo("Bakery.java:22");

            done.countDown();
            assertThat(bakes.get().body() + waits.get().body()).isEqualTo("bakedthen");
        }
    }

    @Test
    void says_at_what_without_a_name_it_waits_that_seems_to_run() throws Exception {
        try (Site site = Site.of(Bakery.app(done))) {
            CompletableFuture<HttpResponse<String>> first = site.begins("/monitor");
            site.stateWhen("it waits", state -> details(state).contains("waits in CountDownLatch.await"));
            CompletableFuture<HttpResponse<String>> second = site.begins("/monitor");
            site.stateWhen(
                    "it is blocked",
                    state ->
                            details(state).equals(List.of("waits in CountDownLatch.await", "blocked by synchronized")));

            done.countDown();
            assertThat(first.get().body() + second.get().body()).isEqualTo("monitoredmonitored");
        }
    }

    private static List<String> details(JsonNode state) {
        return Site.running(state, "GET /monitor").stream()
                .map(row -> row.path("detail").asString(""))
                .toList();
    }

    private static String line(JsonNode state, String label) {
        return Site.running(state, label).stream()
                .map(row -> row.path("line").asString(""))
                .findFirst()
                .orElse("");
    }
}
