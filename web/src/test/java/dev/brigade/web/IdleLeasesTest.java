package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that hold a connection and do something else. */
class IdleLeasesTest {
    private static final String[] SOON = {"--database.idle.warning", "50ms"};

    private final App app = App.named("test").database("jdbc:h2:mem:idle" + System.nanoTime());

    /** On a thread of its own: the common pool has one on two cores. */
    private static CompletableFuture<ClientResponse> sent(Supplier<ClientResponse> request) {
        return CompletableFuture.supplyAsync(request, task -> Thread.ofVirtual().start(task));
    }

    private static int read(Work work) {
        return work.db().select("select 1").mapTo(int.class).one();
    }

    @Test
    void are_warned_about_once_for_each_route_with_what_they_do() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        for (String path : new String[] {"/dishes/{id:int}", "/later"}) {
            app.get(path, rq -> {
                read(rq);
                told.await();
                return "";
            });
        }
        try (LogLines log = new LogLines("brigade");
                InProcess client = InProcess.of(app, SOON)) {
            var first = sent(() -> client.get("/dishes/1"));
            Eventually.holds(
                    "it is warned about", () -> log.with("without using it").size() == 1);
            var second = sent(() -> client.get("/dishes/2"));
            Eventually.holds("the second is idle too", () -> idle(client) == 2);
            var later = sent(() -> client.get("/later"));
            Eventually.holds(
                    "who came after the second is warned about",
                    () -> log.with("WARN GET /later").size() == 1);
            told.countDown();
            assertThat(later.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(second.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(log.with("/dishes/"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN GET /dishes/1 #")
                    .contains("has held a connection of pool \"main\" without using it for ")
                    .contains("; it waits")
                    .endsWith("Said once for GET /dishes/{id:int}.");
        }
    }

    /** How many connections are leased and have been used. */
    private static long idle(InProcess client) {
        return client.pool().leases().stream()
                .filter(lease -> !lease.inSql() && !lease.statement().isEmpty())
                .count();
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
                order = sent(() -> client.post("/orders", ""));
                Eventually.holds(
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
        if (database == TestDatabase.H2) {
            app.onStart(work -> work.db().execute("create alias nap for 'java.lang.Thread.sleep(long)'"));
        }
        app.get(
                "/long",
                rq -> rq.db()
                        .select(
                                switch (database) {
                                    case H2 -> "select count(*) from system_range(1, 1) where nap(500) is null";
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

    @Test
    void on_postgresql_that_the_server_has_ended_are_answered_503() throws Exception {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        String set = "options=-c%20idle_in_transaction_session_timeout%3D100ms";
        App ended = App.named("ended").database(url + (url.contains("?") ? "&" : "?") + set);
        ended.post("/orders", rq -> {
            int session =
                    rq.db().select("select pg_backend_pid()").mapTo(int.class).one();
            Eventually.holds("its session is gone", () -> !isThere(session));
            return read(rq);
        });
        ended.get("/", IdleLeasesTest::read);
        try (Client client = ended.client()) {
            ClientResponse answer = client.post("/orders", "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    private static boolean isThere(int session) {
        try (var connection = TestDatabase.administrator();
                var asked = connection.prepareStatement("select 1 from pg_stat_activity where pid = ?")) {
            asked.setInt(1, session);
            try (var rows = asked.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
        longer.post("/report", _ -> "").deadline(Duration.ofSeconds(50));
        assertThat(timeout(longer)).isEqualTo("1min");

        App endless =
                App.named("endless").database(TestDatabase.POSTGRESQL.fresh().url());
        endless.post("/report", _ -> "").deadline(Duration.ZERO);
        assertThat(timeout(endless)).isEqualTo("0");

        App nearlyEndless =
                App.named("nearly").database(TestDatabase.POSTGRESQL.fresh().url());
        nearlyEndless.post("/report", _ -> "").deadline(Duration.ofDays(300));
        assertThat(timeout(nearlyEndless)).isEqualTo("2147483647ms");

        App consumes =
                App.named("consumes").database(TestDatabase.POSTGRESQL.fresh().url());
        consumes.consume(consumes.queue("pass", String.class, 1), 1, (_, _) -> {});
        assertThat(timeout(consumes)).isEqualTo("5min");
    }

    @Test
    void on_postgresql_keep_the_timeout_that_the_operator_has_set() {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        String set = url + (url.contains("?") ? "&" : "?") + "options=-c%20idle_in_transaction_session_timeout%3D";
        assertThat(timeout(App.named("set").database(set + "7min"))).isEqualTo("7min");
        assertThat(timeout(App.named("off").database(set + "0"))).isEqualTo("0");
    }
}
