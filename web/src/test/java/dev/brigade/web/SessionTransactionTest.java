package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a handler does to the session happens if its transaction commits, on both databases. */
@ParameterizedClass
@EnumSource
class SessionTransactionTest {
    private static final int SECONDS = 30;
    private static final int ENOUGH_FOR_A_GUESS = 40;

    @Parameter
    TestDatabase database = TestDatabase.H2;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void ends() {
        threads.close();
    }

    private App app() {
        App app = App.named("test").sessions().database(database.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int not null)");
            work.db().execute("insert into dish values (1, 10), (2, 10)");
        });
        app.get("/visits", rq -> rq.session().get("visits", int.class).orElse(0) + " " + rq.flashes());
        return app;
    }

    private static Client client(App app) {
        return app.client("--database.user", "postgres");
    }

    /** Counts a visit in the database and in the session. */
    private static int visit(Request rq) {
        rq.db().execute("update dish set portions = portions - 1 where id = 1");
        int visits = rq.session().get("visits", int.class).orElse(0) + 1;
        rq.session().put("visits", visits);
        rq.flash("visit " + visits + " in run " + rq.run());
        return visits;
    }

    private static ClientResponse post(Client client, String target) {
        return client.send("POST", target, Map.of(), new byte[0]);
    }

    @Test
    void a_commit_keeps_it_and_a_rollback_of_any_kind_leaves_no_trace() {
        App app = app();
        app.post("/commits", rq -> visit(rq));
        app.post("/throws", rq -> {
            visit(rq);
            throw new IllegalStateException("on purpose");
        });
        app.post("/only", rq -> {
            rq.rollbackOnly();
            return visit(rq);
        });
        app.post("/500", rq -> Response.text("" + visit(rq)).status(500));
        app.post("/404", rq -> Response.text("" + visit(rq)).status(404));
        app.post("/unrendered", rq -> {
            visit(rq);
            return View.of("greeting.html"); // its variables are missing
        });
        try (Client client = client(app)) {
            assertThat(post(client, "/commits").headers("Set-Cookie")).hasSize(1);
            for (String rolledBack : new String[] {"/throws", "/only", "/500", "/unrendered"}) {
                assertThat(post(client, rolledBack).headers("Set-Cookie"))
                        .as(rolledBack)
                        .isEmpty();
            }
            post(client, "/404"); // which commits
            assertThat(client.get("/visits").text()).isEqualTo("2 [visit 1 in run 1, visit 2 in run 1]");
        }
    }

    @Test
    void messages_of_a_page_that_fails_are_shown_by_the_next() {
        App app = app();
        app.post("/visit", rq -> visit(rq));
        app.get("/fails", rq -> {
            rq.flashes();
            throw new IllegalStateException("on purpose");
        });
        try (Client client = client(app)) {
            post(client, "/visit");
            assertThat(client.get("/fails").status()).isEqualTo(500);
            assertThat(client.get("/visits").text()).isEqualTo("1 [visit 1 in run 1]");
            assertThat(client.get("/visits").text()).isEqualTo("1 []");
        }
    }

    @Test
    void a_commit_that_the_database_refuses_leaves_no_trace() {
        App app = app();
        app.onStart(work -> work.db()
                .execute(
                        database == TestDatabase.H2
                                ? "create table cook (id int primary key)"
                                : "create table cook (id int references dish (id) deferrable initially deferred)"));
        app.post("/refused", rq -> {
            visit(rq);
            if (database == TestDatabase.H2) { // it has no check that waits for the commit
                rq.db().execute("insert into cook values (1)");
                rq.finish("insert into cook values (1)");
            } else {
                rq.db().execute("insert into cook values (99)");
            }
            return "all is well";
        });
        try (Client client = client(app)) {
            ClientResponse answer = post(client, "/refused");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.headers("Set-Cookie")).isEmpty();
            assertThat(client.get("/visits").text()).isEqualTo("0 []");
        }
    }

    @Test
    void each_further_run_begins_with_the_session_as_it_arrived() {
        App app = app();
        app.post("/again", rq -> {
            int visits = visit(rq);
            if (rq.run() < 3) {
                rq.session().put("run " + rq.run(), true);
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            return visits + " " + rq.session().names();
        });
        try (Client client = client(app)) {
            assertThat(post(client, "/again").text()).isEqualTo("1 [visits]");
            assertThat(client.get("/visits").text()).isEqualTo("1 [visit 1 in run 3]");
        }
    }

    @Test
    void a_real_conflict_counts_the_visit_of_the_run_that_commits_only() throws Exception {
        App app = app();
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        app.post("/book", rq -> {
            int left = rq.db()
                    .select("select portions from dish where id = 2")
                    .mapTo(int.class)
                    .one();
            if (rq.run() == 1) {
                bothHaveRead.await(SECONDS, TimeUnit.SECONDS);
            }
            rq.db().execute("update dish set portions = ? where id = 2", left - 1);
            rq.session().put("runs", rq.run());
            rq.session().put("visits", rq.session().get("visits", int.class).orElse(0) + 1);
            rq.flash("left " + (left - 1));
            return rq.run();
        });
        try (Client anna = client(app)) {
            Client bob = anna.another();
            var one = threads.submit(() -> post(anna, "/book").text());
            var other = threads.submit(() -> post(bob, "/book").text());
            int runs = Integer.parseInt(one.get(SECONDS, TimeUnit.SECONDS))
                    + Integer.parseInt(other.get(SECONDS, TimeUnit.SECONDS));
            assertThat(runs).isGreaterThan(2); // one of them met a conflict
            assertThat(java.util.List.of(
                            anna.get("/visits").text(), bob.get("/visits").text()))
                    .containsExactlyInAnyOrder("1 [left 9]", "1 [left 8]");
        }
    }

    @Test
    void a_wrong_guess_leaves_no_trace() {
        App app = app();
        app.get("/dishes", rq -> {
            int first = rq.db()
                    .select("select portions from dish where id = 1")
                    .mapTo(int.class)
                    .one();
            if (rq.query("both").isPresent()) {
                rq.session().put("visits", rq.session().get("visits", int.class).orElse(0) + 1);
                rq.flash("in run " + rq.run());
                rq.db()
                        .select("select portions from dish where id = 2")
                        .mapTo(int.class)
                        .one();
            }
            return first;
        });
        try (Client client = client(app)) {
            for (int i = 0; i < ENOUGH_FOR_A_GUESS; i++) {
                client.get("/dishes");
            }
            assertThat(client.get("/dishes?both=1").text()).isEqualTo("10");
            int lastRun = database == TestDatabase.POSTGRESQL ? 2 : 1;
            assertThat(client.get("/visits").text()).isEqualTo("1 [in run " + lastRun + "]");
        }
    }
}
