package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.StatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of rows and of bytes when a request fails: looked at on the wire and in the database. */
class FailedRequestTest {
    /** More than any buffer on the way, so that it would show if it were sent too early. */
    private static final String SUCCESS = "all is well ".repeat(100_000);

    private static App app(String url) {
        App app = App.named("failing").database(url);
        app.onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int)");
            work.db().execute("insert into dish values (1, 10)");
            work.db().execute("create table orders (id int)");
        });
        app.get(
                "/orders",
                rq -> rq.db()
                        .createQuery("select count(*) from orders")
                        .mapTo(int.class)
                        .one());
        return app;
    }

    private static void insert(Request rq) {
        rq.db().execute("insert into orders values (1)");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static String orders(Server server) throws IOException {
        return body(Wire.answer(server.port(), "GET", "/orders"));
    }

    /** Exactly one answer, an error, and not a byte of success. */
    private static void assertRefused(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .doesNotContain("all is well")
                .doesNotContainIgnoringCase("\r\nLocation:")
                .containsOnlyOnce("HTTP/1.1")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json");
        assertThat(answer)
                .containsIgnoringCase(
                        "\r\nContent-Length: " + body(answer).getBytes(StandardCharsets.UTF_8).length + "\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_that_throws_after_an_insert_leaves_no_row_and_answers_500(TestDatabase database) throws Exception {
        App app = app(database.fresh().url());
        app.post("/orders", rq -> {
            insert(rq);
            throw new IllegalStateException("the oven exploded");
        });
        try (Server server = app.start("--port", "0")) {
            String answer = Wire.answer(server.port(), "POST", "/orders");

            assertRefused(answer, 500);
            assertThat(answer).doesNotContain("oven"); // that is for the log
            assertThat(orders(server)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_cannot_be_rendered_leaves_no_row_and_answers_500(TestDatabase database) throws Exception {
        List<String> unprintable = new AbstractList<>() {
            @Override
            public String get(int index) {
                if (index == 0) {
                    return "all is well";
                }
                throw new IllegalStateException("no ink");
            }

            @Override
            public int size() {
                return 2;
            }
        };
        App app = app(database.fresh().url());
        app.post("/orders", rq -> {
            insert(rq);
            return Response.created("/orders/1").body(unprintable);
        });
        try (Server server = app.start("--port", "0")) {
            assertRefused(Wire.answer(server.port(), "POST", "/orders"), 500);
            assertThat(orders(server)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_that_returns_a_5xx_leaves_no_row(TestDatabase database) throws Exception {
        App app = app(database.fresh().url());
        app.post("/orders", rq -> {
            insert(rq);
            return Response.text("not today").status(502);
        });
        try (Server server = app.start("--port", "0")) {
            assertThat(Wire.answer(server.port(), "POST", "/orders")).startsWith("HTTP/1.1 502 ");
            assertThat(orders(server)).isEqualTo("0");
        }
    }

    @Test
    void a_commit_that_postgresql_refuses_answers_409_and_sends_nothing_of_the_success() throws Exception {
        App app = app(TestDatabase.POSTGRESQL.fresh().url());
        app.onStart(work ->
                work.db().execute("alter table orders add foreign key (id) references dish (id) initially deferred"));
        app.post("/orders", rq -> {
            rq.db().execute("insert into orders values (99)"); // no such dish, which is found out at the commit
            return Response.created("/orders/99").body(SUCCESS);
        });
        try (Server server = app.start("--port", "0")) {
            assertRefused(Wire.answer(server.port(), "POST", "/orders"), 409);
            assertThat(orders(server)).isEqualTo("0");
        }
    }

    @Test
    void a_stream_does_not_begin_when_the_commit_before_it_fails() throws Exception {
        App app = app(TestDatabase.POSTGRESQL.fresh().url());
        app.onStart(work ->
                work.db().execute("alter table orders add foreign key (id) references dish (id) initially deferred"));
        var begun = new AtomicInteger();
        app.post("/orders", rq -> {
            rq.db().execute("insert into orders values (99)");
            return Response.stream("text/plain", out -> {
                begun.incrementAndGet();
                out.write(SUCCESS.getBytes(StandardCharsets.UTF_8));
            });
        });
        try (Server server = app.start("--port", "0")) {
            assertRefused(Wire.answer(server.port(), "POST", "/orders"), 409);
            assertThat(begun).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_breaks_before_the_commit_answers_5xx_and_sends_nothing_of_the_success(TestDatabase database)
            throws Exception {
        String url = database.fresh().url();
        App app = app(url);
        app.post("/orders", rq -> {
            insert(rq);
            kill(database, url, rq);
            return Response.created("/orders/1").body(SUCCESS);
        });
        try (Server server = app.start("--port", "0")) {
            assertRefused(Wire.answer(server.port(), "POST", "/orders"), 503); // nobody knows whether it was done
            assertThat(orders(server)).isEqualTo("0"); // on a new connection
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_goes_on_after_its_connection_broke_is_answered_503_as_any_other_that_lost_it(TestDatabase database)
            throws Exception {
        String url = database.fresh().url();
        App app = app(url);
        app.post("/orders", rq -> {
            insert(rq);
            kill(database, url, rq);
            assertThatThrownBy(() -> insert(rq)).isInstanceOf(StatementException.class);
            return Response.created("/orders/1");
        });
        app.post("/tastes", rq -> {
            insert(rq);
            assertThatThrownBy(() -> rq.db().useTransaction(db -> {
                        kill(database, url, rq);
                        throw new IllegalStateException("too salty"); // which can't be undone alone any more
                    }))
                    .isInstanceOf(IllegalStateException.class);
            return Response.created("/orders/1");
        });
        try (Server server = app.start("--port", "0")) {
            for (String path : List.of("/orders", "/tastes")) {
                String answer = Wire.answer(server.port(), "POST", path);

                assertRefused(answer, 503);
                assertThat(answer).contains("The database can't be reached").doesNotContain("not known");
                assertThat(orders(server)).isEqualTo("0");
            }
        }
    }

    private static void kill(TestDatabase database, String url, Request rq) throws SQLException {
        switch (database) {
            case H2 -> {
                int session = rq.db()
                        .createQuery("select session_id()")
                        .mapTo(int.class)
                        .one();
                outside(url, "call abort_session(" + session + ")");
            }
            case POSTGRESQL -> {
                int backend = rq.db()
                        .createQuery("select pg_backend_pid()")
                        .mapTo(int.class)
                        .one();
                TestDatabase.administer("select pg_terminate_backend(" + backend + ", 5000)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_conflict_is_answered_503_on_a_route_that_may_run_only_once(TestDatabase database) throws Exception {
        String url = database.fresh().url();
        App app = app(url);
        var runs = new AtomicInteger();
        app.post("/orders", rq -> sellWhileSomebodyElseDoes(rq, url, runs)).once();
        try (Server server = app.start("--port", "0")) {
            String answer = Wire.answer(server.port(), "POST", "/orders");

            assertRefused(answer, 503);
            assertThat(answer).containsIgnoringCase("\r\nRetry-After:");
            assertThat(runs).hasValue(1);
            assertThat(orders(server)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_conflict_is_run_again_elsewhere_and_the_client_sees_only_the_success(TestDatabase database)
            throws Exception {
        String url = database.fresh().url();
        App app = app(url);
        var runs = new AtomicInteger();
        app.post("/orders", rq -> sellWhileSomebodyElseDoes(rq, url, runs));
        try (Server server = app.start("--port", "0")) {
            String answer = Wire.answer(server.port(), "POST", "/orders");

            assertThat(answer)
                    .startsWith("HTTP/1.1 201 ")
                    .containsOnlyOnce("HTTP/1.1")
                    .endsWith("\r\n\r\n" + SUCCESS);
            assertThat(runs).hasValue(2);
            assertThat(orders(server)).isEqualTo("1");
        }
    }

    /** In its first run, somebody sells a portion between its read and its write. */
    private static Response sellWhileSomebodyElseDoes(Request rq, String url, AtomicInteger runs) throws SQLException {
        insert(rq);
        int portions = rq.db()
                .createQuery("select portions from dish where id = 1")
                .mapTo(int.class)
                .one();
        if (runs.incrementAndGet() == 1) {
            outside(url, "update dish set portions = portions - 1 where id = 1");
        }
        rq.db().execute("update dish set portions = ? where id = 1", portions - 1);
        return Response.created("/orders/1").body(SUCCESS);
    }

    private static void outside(String url, String sql) throws SQLException {
        String as = url.startsWith("jdbc:h2:") ? "sa" : "postgres";
        try (Connection connection = DriverManager.getConnection(url, as, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
