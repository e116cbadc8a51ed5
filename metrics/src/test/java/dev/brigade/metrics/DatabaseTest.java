package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.web.App;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of pools and transactions. */
class DatabaseTest {
    private static final String COUNT = "http_server_requests_seconds_count";

    @ParameterizedTest
    @EnumSource
    void the_pool_is_told_by_the_names_of_hikaricp(TestDatabase database) throws Exception {
        App app = App.named("shop").database(database.fresh().url());
        CountDownLatch goOn = new CountDownLatch(1);
        app.get("/slow", rq -> {
            rq.db().execute("select 1");
            goOn.await();
            return "";
        });
        app.get("/quick", rq -> {
            rq.db().execute("select 1");
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app, "--database.pool.size", "2", "--database.pool.timeout", "300ms")) {
            String leases = "hikaricp_connections_acquire_seconds_count";
            double before = site.scrape().value(leases, "pool", "main"); // that of the start
            List<Thread> guests = SharedTest.guests(2, () -> site.get("/slow"));
            Eventually.holds(
                    "both are leased", () -> site.scrape().value("hikaricp_connections_active", "pool", "main") == 2);
            Thread third = SharedTest.guests(1, () -> site.get("/quick")).getFirst();
            Eventually.holds(
                    "one has waited in vain",
                    () -> site.scrape().value("hikaricp_connections_timeout_total", "pool", "main") == 1);
            third.join();
            goOn.countDown();
            for (Thread guest : guests) {
                guest.join();
            }
            Eventually.holds(
                    "none is leased", () -> site.scrape().value("hikaricp_connections_active", "pool", "main") == 0);

            Scraped scraped = site.scrape();
            assertThat(scraped.value("hikaricp_connections_max", "pool", "main"))
                    .isEqualTo(2);
            assertThat(scraped.value("hikaricp_connections_pending", "pool", "main"))
                    .isZero();
            assertThat(scraped.value(leases, "pool", "main")).isEqualTo(before + 3);
            assertThat(scraped.value("hikaricp_connections_acquire_seconds_sum", "pool", "main"))
                    .isBetween(0.3, 60.0);
            assertThat(scraped.value("brigade_pool_waits_total", "pool", "main"))
                    .isEqualTo(1);
            assertThat(scraped.value("brigade_commits_in_doubt_total", "database", "main"))
                    .isZero();
            assertThat(scraped.all("hikaricp_connections_max"))
                    .extracting(one -> one.labels().get("pool"))
                    .containsExactlyInAnyOrder("main", "main.separate", "main.stream", "main.jobs");
        }
    }

    @Test
    void a_request_that_runs_again_is_counted_once_and_its_conflict_too() throws Exception {
        App app = App.named("shop").database(TestDatabase.POSTGRESQL.fresh().url());
        CyclicBarrier both = new CyclicBarrier(2);
        app.onStart(work -> work.db().execute("create table pantry (portions int)"));
        app.onStart(work -> work.db().execute("insert into pantry values (10)"));
        app.post("/order", rq -> {
            int portions = rq.db()
                    .createQuery("select portions from pantry")
                    .mapTo(int.class)
                    .one();
            if (rq.run() == 1) {
                both.await();
            }
            rq.db().execute("update pantry set portions = ?", portions - 1);
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            List<Thread> guests = SharedTest.guests(2, () -> site.send("POST", "/order"));
            for (Thread guest : guests) {
                guest.join();
            }
            Eventually.holds("both are counted", () -> site.scrape().sum(COUNT, "uri", "/order") == 2);
            Scraped scraped = site.scrape();
            assertThat(scraped.value(COUNT, "method", "POST", "uri", "/order", "status", "200"))
                    .isEqualTo(2);
            assertThat(scraped.value("http_server_requests_seconds_bucket", "uri", "/order", "le", "+Inf"))
                    .isEqualTo(2);
            assertThat(scraped.value("brigade_transaction_conflicts_total", "method", "POST", "uri", "/order"))
                    .isEqualTo(1);
        }
    }

    @Test
    void guesses_of_one_statement_are_told_and_a_wrong_one_is_no_conflict() throws Exception {
        App app = App.named("shop").database(TestDatabase.POSTGRESQL.fresh().url());
        app.get("/dishes", rq -> {
            rq.db().execute("select 1");
            if (rq.query("two").isPresent()) {
                rq.db().execute("select 2");
            }
            return "";
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            for (int i = 0; i < 40; i++) {
                site.get("/dishes");
            }
            site.get("/dishes?two=");

            Scraped scraped = site.scrape();
            assertThat(scraped.value(COUNT, "uri", "/dishes")).isEqualTo(41);
            assertThat(scraped.value("brigade_transaction_guesses_total", "uri", "/dishes", "result", "right"))
                    .isEqualTo(8);
            assertThat(scraped.value("brigade_transaction_guesses_total", "uri", "/dishes", "result", "wrong"))
                    .isEqualTo(1);
            assertThat(scraped.value("brigade_transaction_conflicts_total", "uri", "/dishes"))
                    .isZero();
        }
    }
}
