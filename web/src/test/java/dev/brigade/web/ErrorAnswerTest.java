package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.Forbidden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What filters, and handlers of errors, may do with what is answered to an error. */
class ErrorAnswerTest {
    private final App app = App.named("errors");

    private static App with(TestDatabase database) {
        App app = App.named("errors").database(database.fresh().url());
        app.onStart(work -> work.db().execute("create table note (text varchar(50))"));
        app.get(
                "/notes",
                rq -> rq.db()
                        .select("select text from note order by text")
                        .mapTo(String.class)
                        .list());
        return app;
    }

    @Test
    void filters_after_a_handler_see_the_answers_to_errors_from_the_inside_out() {
        app.after((rq, answer) ->
                answer.header("X-Order", answer.header("X-Order").orElse("") + "outer " + answer.status()));
        app.after((rq, answer) -> answer.header("X-Order", "inner "));
        app.get("/well", rq -> "well");
        app.get("/sold-out", rq -> {
            throw new Conflict("sold out");
        });
        app.get("/broken", rq -> {
            throw new IllegalStateException("broken");
        });
        try (Client client = app.client()) {
            assertThat(client.get("/well").header("X-Order")).contains("inner outer 200");
            assertThat(client.get("/sold-out").header("X-Order")).contains("inner outer 409");
            assertThat(client.get("/broken").header("X-Order")).contains("inner outer 500");
            assertThat(client.get("/nothing").header("X-Order")).contains("inner outer 404");
        }
    }

    @Test
    void each_sees_one_answer_once_also_if_a_filter_in_between_answers_the_error() {
        List<String> seen = new CopyOnWriteArrayList<>();
        app.after((rq, answer) -> {
            seen.add("outer " + answer.status());
            return answer;
        });
        app.around((rq, next) -> {
            try {
                return next.handle(rq);
            } catch (Conflict e) {
                return Response.text("sold out").status(200);
            }
        });
        app.after((rq, answer) -> {
            seen.add("inner " + answer.status());
            return answer;
        });
        app.get("/sold-out", rq -> {
            throw new Conflict("sold out");
        });
        try (Client client = app.client()) {
            assertThat(client.get("/sold-out").status()).isEqualTo(200);
            assertThat(seen).containsExactly("outer 200");
        }
    }

    @Test
    void what_a_filter_throws_at_the_answer_to_an_error_is_answered_and_seen_by_those_outside() {
        app.after((rq, answer) -> answer.header("X-Seen", String.valueOf(answer.status())));
        app.after((rq, answer) -> {
            throw new Forbidden("not even that");
        });
        app.get("/sold-out", rq -> {
            throw new Conflict("sold out");
        });
        try (Client client = app.client()) {
            ClientResponse answer = client.get("/sold-out");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("X-Seen")).contains("403");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_of_errors_has_a_transaction_of_its_own_which_commits(TestDatabase database) {
        App noting = with(database);
        noting.get("/broken", rq -> {
            throw new IllegalStateException("broken");
        });
        noting.post("/broken", rq -> {
            rq.attach(String.class, "by POST");
            rq.db().execute("insert into note values ('rolled back')");
            throw new IllegalStateException("broken");
        });
        noting.error(IllegalStateException.class, (rq, e) -> {
            rq.db()
                    .execute(
                            "insert into note values (?)",
                            rq.attached(String.class).orElse("by GET"));
            return Response.text("noted").status(500);
        });
        noting.after((rq, answer) -> answer);
        try (Client client = noting.client()) {
            assertThat(client.get("/broken").text()).isEqualTo("noted");
            assertThat(client.post("/broken", "").text()).isEqualTo("noted");
            assertThat(client.get("/notes").jsonList(String.class)).containsExactly("by GET", "by POST");
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_fails_leaves_nothing_and_is_answered_500(TestDatabase database) {
        App failing = with(database);
        failing.get("/broken", rq -> {
            throw new IllegalStateException("broken");
        });
        failing.error(IllegalStateException.class, (rq, e) -> {
            rq.db().execute("insert into note values ('lost')");
            return View.of("is-not-there.html");
        });
        try (Client client = failing.client()) {
            assertThat(client.get("/broken").status()).isEqualTo(500);
            assertThat(client.get("/notes").jsonList(String.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_throws_leaves_nothing_either(TestDatabase database) {
        App failing = with(database);
        failing.after((rq, answer) -> answer.header("X-Seen", String.valueOf(answer.status())));
        failing.get("/broken", rq -> {
            throw new IllegalStateException("broken");
        });
        failing.error(IllegalStateException.class, (rq, e) -> {
            rq.db().execute("insert into note values ('half of it')");
            throw new Conflict("and nothing more");
        });
        try (Client client = failing.client()) {
            assertThat(client.get("/broken").header("X-Seen")).contains("409");
            assertThat(client.get("/notes").jsonList(String.class)).isEmpty();
        }
    }

    @Test
    void a_handler_of_errors_may_throw_what_it_was_given() {
        app.error(Conflict.class, (rq, e) -> {
            throw e;
        });
        app.get("/sold-out", rq -> {
            throw new Conflict("sold out");
        });
        try (Client client = app.client()) {
            ClientResponse answer = client.get("/sold-out");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text()).contains("sold out");
        }
    }

    @Test
    void an_error_that_a_handler_of_errors_keeps_does_not_gather_those_of_all_requests() {
        Forbidden kept = new Forbidden("not today");
        app.error(Conflict.class, (rq, e) -> {
            throw kept;
        });
        app.get("/sold-out", rq -> {
            throw new Conflict("sold out");
        });
        try (Client client = app.client()) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.get("/sold-out").status()).isEqualTo(403);
            }
        }
        assertThat(kept.getSuppressed()).hasSizeLessThan(10);
    }

    @Test
    void the_current_request_is_known_to_handlers_of_errors_to_hooks_and_to_streams() {
        List<String> seen = new CopyOnWriteArrayList<>();
        app.error(
                Conflict.class,
                (rq, e) -> Response.text("at " + Request.current().path()));
        app.after((rq, answer) -> answer.header("X-At", Request.current().path()));
        app.get("/sold-out", rq -> {
            throw new Conflict("sold out");
        });
        app.get("/hook", rq -> {
            rq.afterCommit(() -> seen.add(Request.current().path()));
            return "";
        });
        app.get(
                "/stream",
                rq -> Response.stream(
                        "text/plain", out -> out.write(Request.current().path().getBytes(StandardCharsets.UTF_8))));
        try (Client client = app.client()) {
            ClientResponse answer = client.get("/sold-out");
            assertThat(answer.text()).isEqualTo("at /sold-out");
            assertThat(answer.header("X-At")).contains("/sold-out");
            client.get("/hook");
            assertThat(seen).containsExactly("/hook");
            assertThat(client.get("/stream").text()).isEqualTo("/stream");
        }
    }

    @Test
    void an_answer_to_an_error_that_fails_in_whatever_way_keeps_no_connection() {
        App failing = with(TestDatabase.H2);
        failing.get("/broken", rq -> {
            throw new Conflict("broken");
        });
        failing.error(Conflict.class, (rq, e) -> {
            rq.db().execute("insert into note values ('lost')");
            return View.of("greeting.html", "name", new Object() {
                @Override
                public String toString() {
                    throw ErrorAnswerTest.<RuntimeException>hidden(new Exception("checked"));
                }
            });
        });
        try (QuietLogs _ = new QuietLogs();
                Client client = failing.client("--database.pool.size", "1", "--database.pool.timeout", "1s")) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/broken").status()).isEqualTo(500);
            }
            assertThat(client.get("/notes").jsonList(String.class)).isEmpty();
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what is thrown is not looked at while it runs
    private static <X extends Throwable> X hidden(Throwable checked) throws X {
        throw (X) checked;
    }
}
