package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that hold a connection and do something else. */
class IdleLeasesTest {
    private static final String[] SOON = {"--database.idle.warning", "50ms"};

    private final App app = App.named("test").database("jdbc:h2:mem:idle" + System.nanoTime());

    private static int read(Work work) {
        return work.db().select("select 1").mapTo(int.class).one();
    }

    @Test
    void are_warned_about_once_for_each_route_with_what_they_do() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        app.get("/dishes/{id:int}", rq -> {
            read(rq);
            told.await();
            return "";
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client(SOON)) {
            var first = CompletableFuture.supplyAsync(() -> client.get("/dishes/1"));
            Until.holds("it is warned about", () -> log.with("without using it").size() == 1);
            var second = CompletableFuture.supplyAsync(() -> client.get("/dishes/2"));
            told.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(second.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(log.with("without using it"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN GET /dishes/1 #")
                    .contains("has held a connection of pool \"main\" without using it for ")
                    .contains("; it waits")
                    .endsWith("Said once for GET /dishes/{id:int}.");
        }
    }

    @Test
    void that_wait_for_a_lock_are_told_which() throws Exception {
        var oven = app.lock("oven");
        app.post("/orders", rq -> {
            read(rq);
            rq.hold(oven);
            return "";
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client(SOON)) {
            CompletableFuture<ClientResponse> order;
            try (var _ = oven.hold()) {
                order = CompletableFuture.supplyAsync(() -> client.post("/orders", ""));
                Until.holds(
                        "it is warned about", () -> log.with("without using it").size() == 1);
            }
            assertThat(order.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(log.with("without using it")).singleElement().asString().contains("it waits for lock \"oven\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void are_not_those_whose_statement_runs_long(TestDatabase database) {
        app.database(database.fresh().url());
        app.get(
                "/long",
                rq -> rq.db()
                        .select(
                                switch (database) {
                                    case H2 ->
                                        "select count(*) from system_range(1, 3000) a, system_range(1, 3000) b where a.x + b.x < 0";
                                    case POSTGRESQL -> "select 1 from pg_sleep(0.5)";
                                })
                        .mapTo(int.class)
                        .one());
        try (LogLines log = new LogLines("brigade");
                Client client = app.client(SOON)) {
            assertThat(client.get("/long").status()).isEqualTo(200);
            assertThat(log.with("without using it")).isEmpty();
        }
    }

    private String timeout(App of) {
        of.get(
                "/timeout",
                rq -> rq.db()
                        .select("show idle_in_transaction_session_timeout")
                        .mapTo(String.class)
                        .one());
        try (Client client = of.client("--request.deadline", "20s")) {
            return client.get("/timeout").text();
        }
    }

    @Test
    void on_postgresql_are_ended_by_the_server_after_the_longest_deadline() {
        App other = App.named("other").database(TestDatabase.POSTGRESQL.fresh().url());
        assertThat(timeout(other)).isEqualTo("30s");

        App longer =
                App.named("longer").database(TestDatabase.POSTGRESQL.fresh().url());
        longer.post("/report", _ -> "").deadline(java.time.Duration.ofSeconds(50));
        assertThat(timeout(longer)).isEqualTo("1min");

        App endless =
                App.named("endless").database(TestDatabase.POSTGRESQL.fresh().url());
        endless.post("/report", _ -> "").deadline(java.time.Duration.ZERO);
        assertThat(timeout(endless)).isEqualTo("0");

        App consumes =
                App.named("consumes").database(TestDatabase.POSTGRESQL.fresh().url());
        consumes.consume(consumes.queue("pass", String.class, 1), 1, (_, _) -> {});
        assertThat(timeout(consumes)).isEqualTo("5min");
    }

    @Test
    void on_postgresql_keep_the_timeout_that_the_operator_has_set() {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        String set = "options=-c%20idle_in_transaction_session_timeout%3D7min";
        assertThat(timeout(App.named("set").database(url + (url.contains("?") ? "&" : "?") + set)))
                .isEqualTo("7min");
    }
}
