package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request whose statement the database ends: by a limit that its operators have set, by hand, or since something has run out. */
class EndedStatementTest {
    private static final String SLOW = "select pg_sleep(20)";

    private static Client client;

    @BeforeAll
    static void start() {
        App app = App.named("test").database(TestDatabase.POSTGRESQL.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table dish (id int)");
            work.db()
                    .execute("create function no_memory() returns trigger language plpgsql as $$"
                            + " begin raise exception 'run out' using errcode = '53200'; end $$");
            work.db()
                    .execute("create constraint trigger at_the_end after insert on dish"
                            + " initially deferred for each row execute function no_memory()");
        });
        app.get("/report", rq -> rq.db().select(statement(rq)).mapToMap().list());
        app.get("/report/slow", rq -> {
            limit(rq, "statement_timeout = '100ms'");
            return rq.db().select(SLOW).mapToMap().list();
        });
        app.get("/report/last", rq -> {
            limit(rq, "statement_timeout = '100ms'");
            rq.finish(SLOW);
            return "";
        });
        app.get("/report/sorted", rq -> {
            limit(rq, "temp_file_limit = '64kB'");
            return rq.db()
                    .select("select count(*) from (select from generate_series(1, 500000) g order by md5(g::text)) s")
                    .mapToMap()
                    .list();
        });
        app.get(
                "/report/raised",
                rq -> rq.db()
                        .execute("do $$ begin raise exception 'run out' using errcode = '" + statement(rq)
                                + "'; end $$"));
        app.post("/report/commit", rq -> rq.db().execute("insert into dish values (1)"));
        app.get("/report/idle", rq -> {
            limit(rq, statement(rq) + " = '100ms'");
            Thread.sleep(500);
            return rq.db().select("select 2").mapToMap().list();
        });
        app.get(
                "/report/stream",
                rq -> Response.streamRows(
                                "select repeat('x', 20000) as text, case when g = 5 then"
                                        + " pg_cancel_backend(pg_backend_pid())::text || pg_sleep(20)::text end as ended from generate_series(1, 9) g")
                        .fetchSize(1));
        client = app.client("--database.pool.size", "2");
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
    }

    private static String statement(Request rq) throws IOException {
        return rq.required("q");
    }

    private static void limit(Request rq, String setting) {
        rq.db().execute("set local " + setting);
    }

    private static void isAnswered503(String target, String says, String help) {
        try (LogLines log = new LogLines("brigade");
                LogLines data = new LogLines("dev.brigade.data")) {
            ClientResponse answer = target.equals("/report/commit") ? client.post(target, "") : client.get(target);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
            assertThat(answer.json(Map.class).get("detail"))
                    .isEqualTo("The database ended this before it was done; try again");
            assertThat(log.with("/report"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("WARN ")
                            .contains(says)
                            .contains(help)
                            .doesNotContain("\n"));
            assertThat(log.traces()).isEmpty();
            assertThat(data.with("")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/report/slow", "/report/last"})
    void by_a_time_limit_for_statements(String target) {
        isAnswered503(
                target,
                "(ERROR: canceling statement due to statement timeout), in \"" + SLOW,
                "statement_timeout, or somebody has ended it by pg_cancel_backend");
    }

    @Test
    void in_the_midst_of_a_stream() {
        try (LogLines log = new LogLines("brigade")) {
            assertThatThrownBy(() -> client.get("/report/stream")).hasMessageContaining("not answered to its end");

            assertThat(log.with("/report"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("WARN ")
                            .contains("user request")
                            .contains("while rows were streamed; the connection was cut"));
            assertThat(log.traces()).isEmpty();
        }
    }

    @Test
    void by_hand() {
        isAnswered503(
                "/report?q=select+pg_cancel_backend(pg_backend_pid()),pg_sleep(20)",
                "canceling statement due to user request",
                "pg_cancel_backend");
    }

    @Test
    void by_its_limit_for_temporary_files() {
        isAnswered503("/report/sorted", "temporary file size exceeds", "temp_file_limit: let it sort or join less");
    }

    @ParameterizedTest
    @CsvSource({
        "53100, disk is full",
        "53200, max_locks_per_transaction",
        "53300, max_connections",
    })
    void since_something_has_run_out(String state, String help) {
        isAnswered503("/report/raised?q=" + state, "run out), in \"do $$ begin", help);
    }

    @Test
    void while_it_committed() {
        isAnswered503("/report/commit", "(ERROR: run out)", "max_locks_per_transaction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle_in_transaction_session_timeout", "transaction_timeout"})
    void by_the_end_of_its_session(String setting) {
        isAnswered503("/report/idle?q=" + setting, "timeout), in \"select 2\"", setting);
    }
}
