package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told of a request that met a conflict in each of its runs. */
class ConflictAnswerTest {
    private static final int SECONDS = 30;

    /** More than PostgreSQL keeps apart for as long as one that has begun before them is open: some ten for each of max_connections. */
    private static final int MANY = 20_000;

    @Test
    void the_log_says_which_conflict_it_was_also_where_nobody_else_writes_those_rows() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        App app = App.named("dishes").database(TestDatabase.POSTGRESQL.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int)");
            work.db().execute("create table report (text text)");
            work.db().execute("insert into dish values (1, 0)");
        });
        app.post("/report", rq -> {
            rq.db().execute("insert into report values ('begun')");
            written.countDown();
            assertThat(goOn.await(2 * SECONDS, TimeUnit.SECONDS)).isTrue();
            return Response.noContent();
        });
        app.post("/cook", rq -> rq.db().execute("update dish set portions = portions + 1 where id = 1"));
        try (LogLines log = new LogLines("brigade");
                Client client = app.client("--retry.runs", "2", "--request.deadline", "2m")) {
            CompletableFuture<ClientResponse> report = CompletableFuture.supplyAsync(() -> client.post("/report", ""));
            assertThat(written.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            int status = 200;
            for (int n = 0; n < MANY && status == 200; n++) {
                status = client.post("/cook", "").status(); // one after the other
            }

            assertThat(status).isEqualTo(503);
            assertThat(log.with("/cook #"))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line)
                                    .matches(
                                            "WARN POST /cook #\\d+ met conflicts with other transactions in each of its 2 runs, at last:"
                                                    + " ERROR: could not serialize access due to read/write dependencies among transactions"));
            goOn.countDown();
            assertThat(report.get(SECONDS, TimeUnit.SECONDS).status()).isEqualTo(204);
            assertThat(client.post("/cook", "").status()).isEqualTo(200);
        }
    }
}
