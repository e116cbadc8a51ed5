package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.App;
import dev.brigade.web.Client;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a registry of the application's own gets. */
class RegistryTest {

    private static App shop(MeterRegistry registry) {
        App app = App.named("shop").database("jdbc:h2:mem:");
        app.get("/orders/{id}", rq -> rq.path("id"));
        Metrics.on(app, registry);
        return app;
    }

    @Test
    void a_registry_of_another_back_end_gets_the_same_meters() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (Client client = shop(registry).client()) {
            client.get("/orders/1");
            client.get("/orders/2");

            assertThat(registry.get("http.server.requests")
                            .tag("uri", "/orders/{id}")
                            .timer()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("hikaricp.connections.max")
                            .tag("pool", "main")
                            .gauge()
                            .value())
                    .isEqualTo(10);
            assertThat(registry.get("jvm.threads.live").gauge().value()).isPositive();
        }
    }

    @Test
    void when_the_application_has_stopped_nothing_refers_to_it_and_another_may_take_the_registry() {
        MeterRegistry registry = new SimpleMeterRegistry();
        for (int i = 1; i <= 2; i++) {
            try (Client client = shop(registry).client()) {
                client.get("/orders/1");
                assertThat(registry.get("brigade.requests.max").gauge().value()).isEqualTo(2000);
            }
            assertThat(registry.find("brigade.requests.max").gauge()).isNull();
            assertThat(registry.find("hikaricp.connections.max").gauge()).isNull();
            assertThat(registry.get("http.server.requests").timer().count()).isEqualTo(i);
        }
    }

    @Test
    void a_registry_that_has_the_jvm_already_is_not_given_it_twice() {
        MeterRegistry registry = new SimpleMeterRegistry();
        new io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics().bindTo(registry);
        int before = registry.find("jvm.memory.used").meters().size();
        try (Client _ = shop(registry).client()) {
            assertThat(registry.find("jvm.memory.used").meters()).hasSize(before);
            assertThat(registry.find("jvm.threads.live").meter()).isNull();
        }
        assertThat(registry.find("jvm.memory.used").meters()).hasSize(before);
    }

    @Test
    void the_buckets_are_those_that_were_asked_for() throws Exception {
        App app = App.named("shop");
        app.get("/", rq -> "");
        Metrics.at(app, "/metrics").buckets(Duration.ofMillis(300), Duration.ofSeconds(1));
        try (Site site = Site.of(app)) {
            site.get("/");
            assertThat(site.scrape().all("http_server_requests_seconds_bucket", "uri", "/"))
                    .extracting(one -> one.labels().get("le"))
                    .containsExactly("0.3", "1.0", "+Inf");
        }
    }

    @Test
    void a_bucket_of_no_time_is_refused() {
        assertThatThrownBy(() ->
                        Metrics.on(App.named("shop"), new SimpleMeterRegistry()).buckets(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
