package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.errors.LockTimeout;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a request that waits in vain for a row which another one has written. */
class LockTimeoutAnswerTest {
    private static final int SECONDS = 30;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private String url = "";

    /** Waits give up after two seconds, long after the guard has looked at them. */
    private App app(TestDatabase on) {
        url = on.fresh().url() + (on == TestDatabase.H2 ? ";LOCK_TIMEOUT=2000" : "&options=-c%20lock_timeout=2000");
        App app = App.named("dishes").database(url);
        app.onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int)");
            work.db().execute("insert into dish values (1, 10)");
        });
        app.post("/hold", rq -> {
            rq.db().execute("update dish set portions = 9 where id = 1");
            held.countDown();
            assertThat(goOn.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            return Response.noContent();
        });
        app.post("/want", rq -> {
            runs.incrementAndGet();
            return rq.db().execute("update dish set portions = ? where id = 1", 8);
        });
        app.post(
                "/separately",
                rq -> rq.separately(tx -> tx.db().execute("update dish set portions = ? where id = 1", 8)));
        app.post("/finish", rq -> {
            rq.finish("update dish set portions = ? where id = 1", 8);
            return Response.noContent();
        });
        app.post(
                "/nowait",
                rq -> rq.db()
                        .createQuery("select portions from dish where id = 1 for update nowait")
                        .mapTo(int.class)
                        .one());
        app.post("/catches", rq -> {
            try {
                return rq.db().inTransaction(db -> db.execute("update dish set portions = 7 where id = 1"));
            } catch (RuntimeException e) {
                return "gave up in " + LockTimeout.of(e).orElseThrow().statement();
            }
        });
        return app;
    }

    @ParameterizedTest
    @EnumSource
    void it_is_answered_503_and_the_log_says_in_one_line_who_held_it(TestDatabase on) throws Exception {
        try (LogLines log = new LogLines("brigade");
                Client client = app(on).client()) {
            CompletableFuture<ClientResponse> holder = CompletableFuture.supplyAsync(() -> client.post("/hold", ""));
            assertThat(held.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            ClientResponse answer = client.post("/want", "");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
            assertThat(answer.json(Map.class).get("detail")).isEqualTo("Others hold what this needs; try again");
            assertThat(log.with("/want #"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .matches("WARN POST /want #\\d+ waited \\d+\\.\\d s in vain for what others have locked,"
                                    + " in \"update dish set portions = \\? where id = 1\", held by POST /hold #\\d+;"
                                    + " it is rolled back and answered 503"));
            assertThat(log.traces()).isEmpty();
            assertThat(runs).hasValue(1);

            assertThat(client.post("/separately", "").status()).isEqualTo(503);
            assertThat(log.with("/separately #")).singleElement().asString().contains(", held by POST /hold #");
            goOn.countDown();
            assertThat(holder.get(SECONDS, TimeUnit.SECONDS).status()).isEqualTo(204);
            assertThat(client.post("/want", "").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void somebody_outside_of_the_process_is_told_by_what_the_database_calls_it(TestDatabase on) throws Exception {
        try (LogLines log = new LogLines("brigade");
                Client client = app(on).client();
                Connection outside = DriverManager.getConnection(url, on == TestDatabase.H2 ? "sa" : "postgres", "");
                Statement statement = outside.createStatement()) {
            outside.setAutoCommit(false);
            statement.execute("update dish set portions = 1 where id = 1");

            assertThat(client.post("/want", "").status()).isEqualTo(503);

            assertThat(log.with("/want #"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .containsPattern("held by session \\d+ of the database, which is not of this process;"));
            outside.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_until_its_deadline_is_told_so_too(TestDatabase on) throws Exception {
        App app = app(on);
        app.post("/hurry", rq -> rq.db().execute("update dish set portions = ? where id = 1", 8))
                .deadline(Duration.ofSeconds(1));
        app.post(
                        "/hurry/separately",
                        rq -> rq.separately(tx -> tx.db().execute("update dish set portions = ? where id = 1", 8)))
                .deadline(Duration.ofSeconds(1));
        try (LogLines log = new LogLines("brigade");
                Client client = app.client();
                Connection outside = DriverManager.getConnection(url, on == TestDatabase.H2 ? "sa" : "postgres", "");
                Statement statement = outside.createStatement()) {
            outside.setAutoCommit(false);
            statement.execute("update dish set portions = 1 where id = 1");

            assertThat(client.post("/hurry", "").status()).isEqualTo(503);
            assertThat(client.post("/hurry/separately", "").status()).isEqualTo(503);

            for (String who : List.of("/hurry #", "/hurry/separately #")) {
                assertThat(log.with(who))
                        .singleElement()
                        .satisfies(
                                line -> assertThat(line)
                                        .contains("was stopped at its deadline of 1 s")
                                        .containsPattern(
                                                ", for what is locked by session \\d+ of the database, which is not of this process$"));
            }
            outside.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void so_is_a_last_statement_and_one_that_does_not_wait_at_all(TestDatabase on) throws Exception {
        try (LogLines log = new LogLines("brigade");
                Client client = app(on).client()) {
            CompletableFuture<ClientResponse> holder = CompletableFuture.supplyAsync(() -> client.post("/hold", ""));
            assertThat(held.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThat(client.post("/finish", "").status()).isEqualTo(503);
            assertThat(client.post("/nowait", "").status()).isEqualTo(503);

            assertThat(log.with("/nowait #"))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line)
                                    .contains(
                                            "in \"select portions from dish where id = 1 for update nowait\", held by somebody unknown"));
            assertThat(log.with("ERROR")).isEmpty();
            goOn.countDown();
            holder.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_that_catches_it_answers_for_itself(TestDatabase on) throws Exception {
        try (Client client = app(on).client()) {
            CompletableFuture<ClientResponse> holder = CompletableFuture.supplyAsync(() -> client.post("/hold", ""));
            assertThat(held.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            ClientResponse answer = client.post("/catches", "");

            assertThat(answer.text()).isEqualTo("gave up in update dish set portions = 7 where id = 1");
            assertThat(answer.status()).isEqualTo(200);
            goOn.countDown();
            holder.get(SECONDS, TimeUnit.SECONDS);
        }
    }
}
