package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.data.Eventually;
import dev.brigade.web.App;
import dev.brigade.web.errors.Unauthorized;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who gets the metrics, and in what form. */
class PageTest {

    @Test
    void is_open_in_development() throws Exception {
        App app = App.named("shop");
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            HttpResponse<String> answer = site.get("/metrics");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void is_not_there_in_production_unless_somebody_is_allowed_and_the_log_says_so() throws Exception {
        App app = App.named("shop");
        Metrics.at(app, "/metrics");
        Logger log = (Logger) LoggerFactory.getLogger("brigade");
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        try (Site first = Site.inProduction(App.named("other"))) { // logging is set up
            log.addAppender(told);
            try (Site site = Site.inProduction(app)) {
                assertThat(site.get("/metrics").statusCode()).isEqualTo(404);
            }
            assertThat(first.get("/metrics").statusCode()).isEqualTo(404);
        } finally {
            log.detachAppender(told);
        }
        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(
                        "In production the metrics at /metrics would be seen by nobody, so there is none; say who is allowed to:"
                                + " Metrics.at(app, \"/metrics\").allow(rq -> …)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "development"})
    void lets_in_only_those_who_are_allowed(String mode) throws Exception {
        App app = App.named("shop");
        Metrics.at(app, "/metrics").allow(rq -> rq.header("Authorization").equals(Optional.of("Bearer prometheus")));
        try (Site site = mode.equals("production") ? Site.inProduction(app) : Site.of(app)) {
            assertThat(site.get("/metrics").statusCode()).isEqualTo(403);
            assertThat(site.get("/metrics", "Authorization", "Bearer of bad news")
                            .body())
                    .doesNotContain("http_server_requests_seconds_count");
            assertThat(site.get("/metrics", "Authorization", "Bearer prometheus")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void in_development_is_only_for_who_asks_this_machine_by_its_own_name() throws Exception {
        App app = App.named("shop");
        Metrics.at(app, "/metrics").allow(rq -> true);
        try (Site site = Site.of(app)) {
            for (String host : List.of("localhost", "127.0.0.1:80", "[::1]:8080")) {
                assertThat(site.raw("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .as(host)
                        .startsWith("HTTP/1.1 200 ");
            }
            assertThat(site.raw("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("In development only this machine may see the metrics", "Metrics.at(app, ");
        }
    }

    @Test
    void filters_that_were_declared_before_go_around_it() throws Exception {
        App app = App.named("shop");
        app.before(rq -> {
            throw new Unauthorized("Sign in first");
        });
        Metrics.at(app, "/metrics").allow(rq -> true);
        try (Site site = Site.inProduction(app)) {
            assertThat(site.get("/metrics").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void is_answered_also_when_as_many_requests_run_as_may() throws Exception {
        App app = App.named("shop");
        Metrics.at(app, "/metrics");
        CountDownLatch goOn = new CountDownLatch(1);
        app.get("/slow", rq -> {
            goOn.await();
            return "";
        });
        try (Site site = Site.of(app, "--requests.running", "1", "--requests.waiting", "0")) {
            var slow = Thread.ofVirtual().start(() -> quietly(() -> site.get("/slow")));
            Eventually.holds("it runs", () -> site.scrape().value("brigade_requests_running") == 1);
            assertThat(site.get("/slow").statusCode()).isEqualTo(503);

            Scraped scraped = site.scrape();
            goOn.countDown();
            slow.join();
            assertThat(scraped.value("brigade_requests_max")).isEqualTo(1);
            assertThat(scraped.value("http_server_active_requests")).isEqualTo(2); // and the scrape itself
            assertThat(scraped.value("brigade_requests_refused_total", "reason", "full"))
                    .isEqualTo(1);
            assertThat(scraped.value("brigade_requests_refused_total", "reason", "late"))
                    .isZero();
        }
    }

    @Test
    void speaks_open_metrics_to_who_asks_for_it() throws Exception {
        App app = App.named("shop");
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            HttpResponse<String> answer = site.get(
                    "/metrics",
                    "Accept",
                    "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.4,*/*;q=0.1");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(answer.body()).endsWith("# EOF\n");
        }
    }

    @Test
    void meters_of_the_application_s_own_are_served_with_the_others_and_well_escaped() throws Exception {
        App app = App.named("shop");
        String wild = "a \"quoted\" back\\slash\nand a line";
        MetricsPage metrics = Metrics.at(app, "/metrics");
        metrics.registry().counter("dishes.sold", "dish", wild).increment(3);
        app.lock(wild);
        app.get("/a\"b\\c/{id}", rq -> "");
        try (Site site = Site.of(app)) {
            site.get("/a%22b%5Cc/1");

            Scraped scraped = site.scrape();
            assertThat(scraped.value("dishes_sold_total", "dish", wild)).isEqualTo(3);
            assertThat(scraped.value("brigade_lock_held", "lock", wild)).isZero();
            assertThat(scraped.value("brigade_transaction_conflicts_total", "uri", "/a\"b\\c/{id}"))
                    .isZero();
        }
    }

    interface Call {
        Object run() throws Exception;
    }

    static void quietly(Call call) {
        try {
            call.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
