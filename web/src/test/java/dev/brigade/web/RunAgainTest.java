package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import dev.brigade.threads.BoundedQueue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What the log says when a handler runs again and has done something outside the database. */
class RunAgainTest {
    private static final String UNDOES = "did what no rollback undoes";

    private final App app = App.named("test");
    private final BoundedQueue<String> pass = app.queue("pass", String.class, 100);

    private static void conflictIn(int run) {
        if (run == 1) {
            throw new IllegalStateException(new SQLException("made up", "40001"));
        }
    }

    @Test
    void a_conflict_names_what_the_run_before_it_did_outside_the_database() {
        App other = App.named("service");
        other.get("/price", rq -> "7");
        var oven = app.lock("oven");
        try (Server service = other.start("--port", "0");
                HttpClient http = app.http()) {
            HttpRequest price =
                    HttpRequest.newBuilder(URI.create(service.url() + "/price")).build();
            app.post("/orders", rq -> {
                pass.put("soup");
                rq.hold(oven);
                http.send(price, BodyHandlers.ofString());
                conflictIn(rq.run());
                return "";
            });
            try (LogLines log = new LogLines("brigade");
                    Client client = app.client()) {
                assertThat(client.post("/orders", "").status()).isEqualTo(200);
                assertThat(log.with(UNDOES))
                        .singleElement()
                        .asString()
                        .matches("WARN POST /orders #\\d+ runs again after a conflict, but its run 1 .*")
                        .endsWith(": put into queue \"pass\" (1), held lock \"oven\" (1), called localhost:"
                                + service.port() + " (1). Put it into afterCommit, or declare the route .once().");
                client.post("/orders", "");
                assertThat(log.with("WARN")).hasSize(1);
            }
        }
    }

    @Test
    void who_meets_conflicts_again_and_again_gives_others_time_to_end_them() {
        AtomicBoolean ended = new AtomicBoolean();
        app.post("/orders", rq -> {
            if (rq.run() == 1) { // another, who takes longer than 20 runs do, and much less than their pauses
                Thread.ofVirtual().start(() -> {
                    LockSupport.parkNanos(20_000_000);
                    ended.set(true);
                });
            }
            if (!ended.get()) {
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            return "";
        });
        try (Client client = app.client()) {
            assertThat(client.post("/orders", "").status()).isEqualTo(200);
        }
    }

    @Test
    void what_waits_for_the_commit_and_what_hooks_do_is_not_named() {
        app.post("/orders", rq -> {
            rq.put(pass, "soup");
            rq.afterRollback(() -> pass.put("rolled back"));
            conflictIn(rq.run());
            return "";
        });
        app.post("/last", rq -> {
            pass.put("fish");
            throw new IllegalStateException("no conflict, so no further run");
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            client.post("/orders", "");
            client.post("/last", "");
            assertThat(pass).containsExactly("rolled back", "soup", "fish");
            assertThat(log.with(UNDOES)).isEmpty();
        }
    }

    @Test
    void a_consumer_is_told_too() throws Exception {
        BoundedQueue<String> bills = app.queue("bills", String.class, 10);
        CountDownLatch done = new CountDownLatch(2);
        app.consume(pass, 1, (work, text) -> {
            bills.put(text);
            done.countDown();
            conflictIn(bills.size()); // in its first run
        });
        try (LogLines log = new LogLines("brigade");
                Client _ = app.client()) {
            pass.put("soup");
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(log.with(UNDOES))
                    .singleElement()
                    .asString()
                    .matches(
                            "WARN pass #\\d+ runs again .* put into queue \"bills\" \\(1\\)\\. Put it into afterCommit\\.");
        }
    }

    @Test
    void a_wrong_guess_names_it_as_well() {
        App guessing =
                App.named("test").database(TestDatabase.POSTGRESQL.fresh().url());
        guessing.get("/dishes", rq -> {
            rq.query("put").ifPresent(text -> pass.add(text));
            rq.db().select("select 1").mapTo(int.class).one();
            return rq.query("put")
                    .map(_ -> rq.db().select("select 2").mapTo(int.class).one())
                    .orElse(1);
        });
        try (LogLines log = new LogLines("brigade");
                Client client = guessing.client("--database.user", "postgres")) {
            for (int i = 0; i < 40; i++) {
                client.get("/dishes");
            }
            assertThat(client.get("/dishes?put=soup").text()).isEqualTo("2");
            assertThat(pass).containsExactly("soup", "soup");
            assertThat(log.with(UNDOES)).singleElement().asString().contains("put into queue \"pass\" (1)");
        }
    }

    @Test
    void what_a_run_in_vain_did_to_its_body_and_its_query_the_next_does_not_find() {
        app.post("/orders", rq -> {
            byte[] body = rq.bodyBytes();
            String read = new String(body, StandardCharsets.UTF_8) + rq.queryAll("q") + rq.queryAll("none");
            Arrays.fill(body, (byte) '?');
            assertThatThrownBy(() -> rq.queryAll("q").add("more")).isInstanceOf(UnsupportedOperationException.class);
            conflictIn(rq.run());
            return read;
        });
        try (Client client = app.client()) {
            assertThat(client.send("POST", "/orders?q=1&q=2", Map.of(), "soup".getBytes(StandardCharsets.UTF_8))
                            .text())
                    .isEqualTo("soup[1, 2][]");
        }
    }

    @Test
    void what_no_route_takes_is_warned_about_once() {
        var oven = app.lock("oven");
        app.before(rq -> {
            rq.hold(oven);
            conflictIn(rq.run());
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertThat(client.get("/nothing").status()).isEqualTo(404);
            assertThat(client.get("/nowhere").status()).isEqualTo(404);
            assertThat(log.with(UNDOES))
                    .filteredOn(line -> line.startsWith("WARN"))
                    .hasSize(1);
        }
    }
}
