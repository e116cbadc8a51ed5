package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.web.App;
import dev.brigade.web.Response;
import dev.brigade.web.errors.Conflict;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
    void what_can_t_be_read_is_counted_by_its_status() throws Exception {
        try (Site site = Site.of(shop())) {
            assertThat(site.raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(site.raw("GET / HTTP/1.1\r\nHost: localhost\r\nA: " + "a".repeat(64 * 1024)))
                    .startsWith("HTTP/1.1 431 ");

            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_requests_unreadable_total", "status", "400"))
                    .isEqualTo(1);
            assertThat(scraped.value("brigade_requests_unreadable_total", "status", "431"))
                    .isEqualTo(1);
            assertThat(scraped.value("brigade_requests_unreadable_total", "status", "408"))
                    .isZero();
            assertThat(scraped.all(COUNT)).isEmpty();
        }
    }

    @Test
    void a_stream_is_timed_until_it_begins_and_active_until_it_ends() throws Exception {
        App app = shop();
        CountDownLatch goOn = new CountDownLatch(1);
        app.get(
                "/feed",
                rq -> Response.stream("text/plain", out -> {
                    out.write("begun".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    goOn.await();
                }));
        try (Site site = Site.of(app)) {
            long begin = System.nanoTime();
            Thread reader = SharedTest.guests(1, () -> site.get("/feed")).getFirst();
            Eventually.holds("it is written", () -> site.scrape().value("http_server_active_requests") == 2);
            Eventually.holds(
                    "the stream takes longer than a request may", () -> System.nanoTime() - begin > 2_000_000_000L);
            long held = System.nanoTime();
            goOn.countDown();
            reader.join();
            Eventually.holds("it has ended", () -> site.scrape().sum(COUNT, "uri", "/feed") == 1);
            assertThat(site.scrape().value("http_server_requests_seconds_sum", "uri", "/feed"))
                    .isLessThan((held - begin) / 1e9);
        }
    }

    @Test
    void a_client_that_does_not_wait_is_counted_as_499() throws Exception {
        App app = shop();
        app.get("/slow", rq -> {
            Thread.sleep(60_000);
            return "";
        });
        try (Site site = Site.of(app);
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), site.server().port())) {
            client.getOutputStream()
                    .write("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Eventually.holds("it runs", () -> site.scrape().value("http_server_active_requests") == 2);
            client.close();
            Eventually.holds(
                    "it is given up",
                    () -> site.scrape().sum(COUNT, "uri", "/slow", "status", "499", "transaction", "cancelled") == 1);
        }
    }

    @Test
    void a_request_that_is_refused_for_its_body_or_asks_for_the_head_only_is_counted_too() throws Exception {
        App app = shop();
        app.post("/orders", rq -> rq.bodyText());
        try (Site site = Site.of(app, "--http.max.body", "10")) {
            site.raw(
                    "POST /orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 11\r\n\r\n12345678901");
            site.send("HEAD", "/orders/1");

            Eventually.holds(
                    "both are counted",
                    () -> site.scrape().sum(COUNT, "uri", "/orders", "status", "413") == 1
                            && site.scrape().sum(COUNT, "uri", "/orders/{id:long}", "method", "HEAD", "status", "200")
                                    == 1);
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
