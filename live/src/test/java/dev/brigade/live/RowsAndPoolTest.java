package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.App;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Waits in the database: for rows that another transaction has locked, and for a connection. */
class RowsAndPoolTest {
    private final App app = App.named("shop");
    private final CountDownLatch done = new CountDownLatch(1);

    RowsAndPoolTest() {
        app.live("/live");
    }

    @ParameterizedTest
    @EnumSource
    void tells_who_waits_for_rows_that_who_has_locked(TestDatabase database) throws Exception {
        app.database(database.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table stock (id int primary key, pieces int)");
            work.db().execute("insert into stock values (1, 5)");
        });
        app.post("/holds", rq -> {
            rq.db().execute("update stock set pieces = pieces - 1 where id = 1");
            done.await();
            return "held";
        });
        app.post("/waits", rq -> {
            rq.db().execute("update stock set pieces = pieces - 1 where id = 1");
            return "then";
        });
        try (Site site = Site.of(app)) {
            CompletableFuture<HttpResponse<String>> holds = site.beginsPost("/holds");
            site.stateWhen(
                    "it has written",
                    state -> Site.is(state, "POST /holds", "RUNNING")
                            && !state.get("transactions").isEmpty()
                            && state.get("transactions")
                                            .get(0)
                                            .get("statements")
                                            .asInt()
                                    == 1);
            CompletableFuture<HttpResponse<String>> waits = site.beginsPost("/waits");
            JsonNode state =
                    site.stateWhen("it waits for the row", now -> Site.is(now, "POST /waits", "BLOCKED_BY_ROW"));

            JsonNode holder = Site.running(state, "POST /holds").getFirst();
            JsonNode waiter = Site.running(state, "POST /waits").getFirst();
            assertThat(waiter.get("holder").asLong()).isEqualTo(holder.get("id").asLong());
            assertThat(waiter.get("detail").asString()).isEqualTo("update stock set pieces = pieces - ? where id = ?");
            JsonNode transaction = Site.in(
                            state,
                            "transactions",
                            one -> one.get("activity").asLong()
                                    == holder.get("id").asLong())
                    .getFirst();
            assertThat(transaction.get("locks")).extracting(JsonNode::asString).containsExactly("stock");
            assertThat(transaction.get("waiters"))
                    .extracting(JsonNode::asLong)
                    .containsExactly(waiter.get("id").asLong());
            assertThat(state.get("sentence").asString())
                    .startsWith("2 requests: 1 running; 1 waits for rows locked by "
                            + holder.get("name").asString());

            done.countDown();
            holds.get();
            waits.get();
        }
    }

    @Test
    void tells_of_a_session_that_is_not_of_this_process_that_it_has_locked_the_rows() throws Exception {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        app.database(url);
        app.onStart(work -> {
            work.db().execute("create table stock (id int primary key, pieces int)");
            work.db().execute("insert into stock values (1, 5)");
        });
        app.post("/waits", rq -> {
            rq.db().execute("update stock set pieces = pieces - 1 where id = 1");
            return "then";
        });
        try (Site site = Site.of(app);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from stock for update");
            CompletableFuture<HttpResponse<String>> waits = site.beginsPost("/waits");
            JsonNode state =
                    site.stateWhen("it waits for the row", now -> Site.is(now, "POST /waits", "BLOCKED_BY_ROW"));

            JsonNode waiter = Site.running(state, "POST /waits").getFirst();
            assertThat(waiter.has("holder")).isFalse();
            assertThat(waiter.get("heldBy").asString())
                    .matches("session \\d+ of the database, which is not of this process");

            other.rollback();
            assertThat(waits.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tells_who_has_the_connections_that_others_wait_for() throws Exception {
        app.database(Site.database());
        app.get("/holds", rq -> {
            rq.db().execute("select 1");
            done.await();
            return "held";
        });
        app.get("/waits", rq -> rq.db().createQuery("select 1").mapTo(int.class).one());
        try (Site site = Site.of(app, "--database.pool.size", "2")) {
            CompletableFuture<HttpResponse<String>> one = site.begins("/holds");
            CompletableFuture<HttpResponse<String>> two = site.begins("/holds");
            site.stateWhen(
                    "both are leased",
                    state -> Site.thing(state, "pool", "main").get("size").asInt() == 2);
            CompletableFuture<HttpResponse<String>> waits = site.begins("/waits");
            JsonNode state = site.stateWhen("it waits", now -> Site.is(now, "GET /waits", "WAITING_CONNECTION"));

            JsonNode pool = Site.thing(state, "pool", "main");
            assertThat(pool.get("capacity").asInt()).isEqualTo(2);
            assertThat(pool.get("holders")).hasSize(2);
            assertThat(pool.get("waiters")).hasSize(1);
            assertThat(state.get("edges"))
                    .extracting(edge -> edge.get("kind").asString())
                    .containsExactly("or", "or");
            assertThat(state.get("sentence").asString()).startsWith("3 requests: 2 running; 1 waits for a connection");

            done.countDown();
            one.get();
            two.get();
            assertThat(waits.get().body()).isEqualTo("1");
        }
    }

    @Test
    void names_a_pool_beside_the_main_one_once_somebody_has_needed_it() throws Exception {
        app.database(Site.database());
        app.post("/main", rq -> rq.db().execute("select 1"));
        app.post("/separate", rq -> rq.separately(work -> work.db().execute("select 1")));
        try (Site site = Site.of(app)) {
            site.post("/main");
            assertThat(pools(site)).containsExactly("main");

            site.post("/separate");
            assertThat(pools(site)).containsExactly("main", "main.separate");
            assertThat(Site.thing(site.state(), "pool", "main.separate")
                            .get("capacity")
                            .asInt())
                    .isPositive();
        }
    }

    private static List<String> pools(Site site) throws Exception {
        return Site.in(site.state(), "things", one -> one.get("kind").asString().equals("pool")).stream()
                .map(one -> one.get("name").asString())
                .toList();
    }
}
