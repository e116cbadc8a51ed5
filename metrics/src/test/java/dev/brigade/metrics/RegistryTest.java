package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.data.Eventually;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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
    void of_two_applications_that_run_with_one_registry_the_figures_of_the_first_stay_and_the_second_is_told_of() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (Client first = shop(registry).client("--requests.running", "7")) {
            try (Client second = shop(registry).client("--requests.running", "8")) {
                first.get("/orders/1");
                second.get("/orders/1");
                assertThat(registry.get("brigade.requests.max").gauge().value()).isEqualTo(7);
                assertThat(registry.get("http.server.requests").timer().count()).isEqualTo(2);
            }
            assertThat(registry.get("brigade.requests.max").gauge().value()).isEqualTo(7);
            assertThat(registry.find("jvm.threads.live").gauge()).isNotNull();
        } finally {
            root.detachAppender(log);
        }
        assertThat(registry.find("brigade.requests.max").gauge()).isNull();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("registry"))
                .singleElement()
                .asString()
                .contains("Application \"shop\" is measured with the registry of another one that runs");
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
    void who_is_counted_does_not_suffer_from_a_registry_that_refuses() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().equals("brigade.lock.wait")
                        || id.getName().equals("brigade.work")
                        || id.getName().equals("http.server.requests")) {
                    throw new IllegalStateException("no more meters, for a test");
                }
                return id;
            }
        });
        App app = App.named("shop");
        CountDownLatch goOn = new CountDownLatch(1);
        NamedLock oven = app.lock("oven");
        app.post("/bake", rq -> {
            try (var _ = oven.hold()) {
                goOn.await();
            }
            return "baked";
        });
        Metrics.on(app, registry);
        try (Client client = app.client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(threads.submit(() -> client.post("/bake", "").text()));
            }
            Eventually.holds("two wait", () -> oven.waiters().size() == 2);
            goOn.countDown();
            for (Future<String> one : all) {
                assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo("baked");
            }
            int seven = client.transaction(_ -> 7);
            assertThat(seven).isEqualTo(7);
            assertThat(client.guard().reports()).isEmpty();
        }
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
