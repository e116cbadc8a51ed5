package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.web.App;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Scrapes while much goes on. */
class LoadTest {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 200;

    @Test
    void scrapes_under_load_are_whole_and_counters_never_go_back() throws Exception {
        App app = App.named("shop").database("jdbc:h2:mem:");
        app.get("/orders/{id}", rq -> {
            int id = rq.path("id", int.class);
            try (var _ = app.lock("dish", id % 4).hold();
                    var _ = app.lock("made up " + id % 200).hold()) {
                rq.db().execute("select 1");
                return "order";
            }
        });
        Metrics.at(app, "/metrics");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger scrapes = new AtomicInteger();
        try (Site site = Site.of(app)) {
            List<Thread> scrapers = SharedTest.guests(2, () -> {
                double before = 0;
                while (!over.get()) {
                    double now = site.scrape().sum("http_server_requests_seconds_count", "uri", "/orders/{id}");
                    assertThat(now).isGreaterThanOrEqualTo(before);
                    before = now;
                    scrapes.incrementAndGet();
                }
                return scrapes;
            });
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int first = i;
                clients.addAll(SharedTest.guests(1, () -> {
                    for (int n = 0; n < REQUESTS; n++) {
                        assertThat(site.get("/orders/" + (first * REQUESTS + n)).statusCode())
                                .isEqualTo(200);
                    }
                    return site;
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            over.set(true);
            for (Thread scraper : scrapers) {
                scraper.join();
            }
            Eventually.holds(
                    "all are counted",
                    () -> site.scrape().value("http_server_requests_seconds_count", "uri", "/orders/{id}")
                            == CLIENTS * REQUESTS);
            Scraped scraped = site.scrape();
            assertThat(scrapes.get()).isPositive();
            assertThat(scraped.value("hikaricp_connections_acquire_seconds_count", "pool", "main"))
                    .isGreaterThanOrEqualTo(CLIENTS * REQUESTS);
            assertThat(scraped.all("brigade_lock_held")).hasSizeBetween(100, 101);
        }
    }
}
