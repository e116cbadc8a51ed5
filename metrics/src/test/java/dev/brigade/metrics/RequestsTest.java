package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told of requests. */
class RequestsTest {
    private static final String COUNT = "http_server_requests_seconds_count";

    private static App shop() {
        App app = App.named("shop");
        app.get("/orders/{id:long}", rq -> "order " + rq.path("id"));
        Metrics.at(app, "/metrics");
        return app;
    }

    @Test
    void requests_are_counted_and_timed_by_route_method_and_status() throws Exception {
        try (Site site = Site.of(shop())) {
            for (int i = 0; i < 3; i++) {
                site.get("/orders/" + i);
            }

            HttpResponse<String> answer = site.get("/metrics");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            Scraped scraped = Scraped.of(answer.body());
            String[] labels = {
                "application", "shop",
                "method", "GET",
                "uri", "/orders/{id:long}",
                "status", "200",
                "outcome", "SUCCESS",
                "transaction", "committed"
            };
            assertThat(scraped.value(COUNT, labels)).isEqualTo(3);
            assertThat(scraped.value("http_server_requests_seconds_sum", labels))
                    .isPositive()
                    .isLessThan(60);
            assertThat(scraped.types()).containsEntry("http_server_requests_seconds", "histogram");
        }
    }

    @Test
    void a_thousand_unknown_paths_are_one_series() throws Exception {
        try (Site site = Site.of(shop())) {
            for (int i = 0; i < 1000; i++) {
                assertThat(site.get("/nothing/" + i + "?q=" + i).statusCode()).isEqualTo(404);
            }

            Scraped scraped = site.scrape();
            assertThat(scraped.all(COUNT)).hasSize(1);
            assertThat(scraped.value(COUNT, "uri", "UNKNOWN", "status", "404", "transaction", "rolled_back"))
                    .isEqualTo(1000);
        }
    }

    @Test
    void made_up_methods_are_one_series() throws Exception {
        try (Site site = Site.of(shop())) {
            for (int i = 0; i < 50; i++) {
                site.send("METHOD" + i, "/orders/1");
            }

            assertThat(site.scrape().all(COUNT)).hasSize(1).allMatch(one -> one.has("method", "_OTHER"));
        }
    }

    @Test
    void how_a_request_ended_is_a_label() throws Exception {
        App app = shop();
        app.get("/conflict", rq -> {
            throw new Conflict("sold out");
        });
        app.get("/broken", rq -> {
            throw new IllegalStateException("broken for a test");
        });
        app.get("/slow", rq -> {
                    Thread.sleep(60_000);
                    return "";
                })
                .deadline(Duration.ofMillis(200));
        try (Site site = Site.of(app)) {
            site.get("/conflict");
            site.get("/broken");
            site.get("/slow");

            Scraped scraped = site.scrape();
            assertThat(scraped.value(COUNT, "uri", "/conflict", "status", "409", "transaction", "rolled_back"))
                    .isEqualTo(1);
            assertThat(scraped.value(COUNT, "uri", "/broken", "status", "500", "transaction", "failed"))
                    .isEqualTo(1);
            assertThat(scraped.value(COUNT, "uri", "/slow", "status", "503", "transaction", "cancelled"))
                    .isEqualTo(1);
        }
    }
}
