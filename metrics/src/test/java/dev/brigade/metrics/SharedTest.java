package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.web.App;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told of locks, semaphores, conditions and queues. */
class SharedTest {

    @Test
    void who_holds_a_lock_and_who_waits_for_it_and_how_long_they_waited() throws Exception {
        App app = App.named("shop");
        NamedLock oven = app.lock("oven");
        CountDownLatch goOn = new CountDownLatch(1);
        app.get("/bake", rq -> {
            try (var _ = oven.hold();
                    var _ = oven.hold()) {
                goOn.await();
            }
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            assertThat(site.scrape().value("brigade_lock_held", "lock", "oven")).isZero();
            List<Thread> guests = guests(3, () -> site.get("/bake"));
            Eventually.holds("two wait", () -> site.scrape().value("brigade_lock_waiting", "lock", "oven") == 2);
            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_lock_held", "lock", "oven")).isEqualTo(1);
            assertThat(scraped.value("brigade_activities", "kind", "request", "state", "waits_for_lock"))
                    .isEqualTo(2);
            assertThat(scraped.value("http_server_active_requests")).isEqualTo(4);

            goOn.countDown();
            for (Thread guest : guests) {
                guest.join();
            }
            Eventually.holds("nobody waits", () -> site.scrape().value("brigade_lock_waiting", "lock", "oven") == 0);
            Scraped after = site.scrape();
            assertThat(after.value("brigade_lock_wait_seconds_count", "lock", "oven"))
                    .isEqualTo(2);
            assertThat(after.value("brigade_lock_wait_seconds_sum", "lock", "oven"))
                    .isPositive();
        }
    }

    @Test
    void a_lock_that_is_called_as_a_lane_is_counted_as_any() throws Exception {
        App app = App.named("shop");
        CountDownLatch goOn = new CountDownLatch(1);
        app.get("/bake", rq -> {
            try (var _ = app.lock("lane of cars").hold()) {
                goOn.await();
            }
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            List<Thread> guests = guests(3, () -> site.get("/bake"));
            Eventually.holds("two wait", () -> site.scrape().sum("brigade_lock_waiting", "lock", "lane of cars") == 2);
            goOn.countDown();
            for (Thread guest : guests) {
                guest.join();
            }
            assertThat(site.scrape().value("brigade_lock_wait_seconds_count", "lock", "lane of cars"))
                    .isEqualTo(2);
        }
    }

    @Test
    void locks_of_a_thousand_keys_are_one_series() throws Exception {
        App app = App.named("shop");
        app.get("/dish/{id:long}", rq -> {
            for (int i = 0; i < 2; i++) {
                try (var _ = app.lock("dish", rq.path("id", long.class)).hold()) {
                    Thread.sleep(1);
                }
            }
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            List<Thread> guests = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int dish = i / 2;
                guests.addAll(guests(1, () -> site.get("/dish/" + dish)));
                if (guests.size() == 50) {
                    site.scrape();
                    for (Thread guest : guests) {
                        guest.join();
                    }
                    guests.clear();
                }
            }
            Scraped scraped = site.scrape();
            assertThat(scraped.all("brigade_lock_held"))
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(one -> one.has("lock", "dish"));
            assertThat(scraped.all("brigade_lock_wait_seconds_count"))
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(one -> one.has("lock", "dish"));
        }
    }

    @Test
    void names_that_are_made_up_at_run_time_have_a_bound() throws Exception {
        App app = App.named("shop");
        for (int i = 0; i < 500; i++) {
            app.lock("lock " + i);
        }
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            Scraped scraped = site.scrape();
            assertThat(scraped.all("brigade_lock_held")).hasSize(101);
            assertThat(scraped.value("brigade_lock_held", "lock", "_OTHER")).isZero();
        }
    }

    @Test
    void permits_of_a_semaphore() throws Exception {
        App app = App.named("shop");
        NamedSemaphore plates = app.semaphore("plates", 3);
        CountDownLatch goOn = new CountDownLatch(1);
        app.get("/eat", rq -> {
            try (var _ = plates.hold(2)) {
                goOn.await();
            }
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            List<Thread> guests = guests(2, () -> site.get("/eat"));
            Eventually.holds(
                    "one waits", () -> site.scrape().value("brigade_semaphore_waiting", "semaphore", "plates") == 1);
            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_semaphore_permits", "semaphore", "plates"))
                    .isEqualTo(3);
            assertThat(scraped.value("brigade_semaphore_held", "semaphore", "plates"))
                    .isEqualTo(2);
            goOn.countDown();
            for (Thread guest : guests) {
                guest.join();
            }
            assertThat(site.scrape().value("brigade_semaphore_wait_seconds_count", "semaphore", "plates"))
                    .isEqualTo(1);
        }
    }

    @Test
    void waits_for_a_place_are_not_taken_for_those_at_a_semaphore_of_the_same_name() throws Exception {
        App app = App.named("shop");
        NamedSemaphore requests = app.semaphore("requests", 1);
        CountDownLatch goOn = new CountDownLatch(1);
        app.get("/slow", rq -> {
            try (var _ = requests.hold()) {
                goOn.await();
            }
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app, "--requests.running", "2")) {
            List<Thread> guests = guests(4, () -> site.get("/slow"));
            Eventually.holds(
                    "one waits at the semaphore, two for a place",
                    () -> site.scrape().value("brigade_semaphore_waiting", "semaphore", "requests") == 1
                            && site.scrape().value("brigade_requests_waiting") == 2);
            goOn.countDown();
            for (Thread guest : guests) {
                guest.join();
            }
            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_requests_wait_seconds_count")).isEqualTo(2);
            assertThat(scraped.value("brigade_semaphore_wait_seconds_count", "semaphore", "requests"))
                    .isPositive();
        }
    }

    @Test
    void items_of_a_queue_and_who_waits_for_room() throws Exception {
        App app = App.named("shop");
        BoundedQueue<String> pass = app.queue("pass", String.class, 2);
        app.get("/put", rq -> {
            pass.put("dish");
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            List<Thread> guests = guests(3, () -> site.get("/put"));
            Eventually.holds(
                    "one waits", () -> site.scrape().value("brigade_queue_waiting", "queue", "pass", "to", "put") == 1);
            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_queue_items", "queue", "pass")).isEqualTo(2);
            assertThat(scraped.value("brigade_queue_capacity", "queue", "pass")).isEqualTo(2);
            assertThat(scraped.value("brigade_queue_puts_total", "queue", "pass"))
                    .isEqualTo(2);

            assertThat(pass.poll(1, TimeUnit.MINUTES)).isEqualTo("dish");
            for (Thread guest : guests) {
                guest.join();
            }
            Scraped after = site.scrape();
            assertThat(after.value("brigade_queue_puts_total", "queue", "pass")).isEqualTo(3);
            assertThat(after.value("brigade_queue_wait_seconds_count", "queue", "pass", "to", "put"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_deadlock_that_the_guard_breaks_is_counted_and_its_victim_once() throws Exception {
        App app = App.named("shop");
        NamedLock oven = app.lock("oven");
        NamedLock sink = app.lock("sink");
        CountDownLatch both = new CountDownLatch(2);
        app.get("/bake", rq -> crossed(oven, sink, both));
        app.get("/wash", rq -> crossed(sink, oven, both));
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            List<Thread> guests = new ArrayList<>(guests(1, () -> site.get("/bake")));
            guests.addAll(guests(1, () -> site.get("/wash")));
            for (Thread guest : guests) {
                guest.join();
            }
            Eventually.holds( // which is after they were answered
                    "both are counted", () -> answered(site.scrape(), "/bake") + answered(site.scrape(), "/wash") == 2);
            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_guard_reports_total", "kind", "deadlock"))
                    .isEqualTo(1);
            assertThat(answered(scraped, "/bake")).isEqualTo(1);
            assertThat(answered(scraped, "/wash")).isEqualTo(1);
            assertThat(scraped.sum("brigade_transaction_conflicts_total")).isEqualTo(1);
        }
    }

    private static double answered(Scraped scraped, String uri) {
        return scraped.sum("http_server_requests_seconds_count", "uri", uri, "status", "200");
    }

    private static String crossed(NamedLock first, NamedLock second, CountDownLatch both) throws InterruptedException {
        try (var _ = first.hold()) {
            both.countDown();
            both.await();
            try (var _ = second.hold()) {
                return "";
            }
        }
    }

    static List<Thread> guests(int count, PageTest.Call call) {
        List<Thread> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            guests.add(Thread.ofVirtual().start(() -> PageTest.quietly(call)));
        }
        return guests;
    }
}
