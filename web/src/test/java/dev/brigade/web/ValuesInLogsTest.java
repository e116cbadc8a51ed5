package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.Work;
import dev.brigade.threads.BoundedQueue;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log has stack traces of what fails in a database, and none of the values of its rows. */
class ValuesInLogsTest {
    private static final String SECRET = "zzy@example.org";

    private static void twice(Work work) {
        work.db().execute("insert into guest values (1, ?)", SECRET);
        work.db().execute("insert into guest values (2, ?)", SECRET);
    }

    private static Object asNumber(Work work) {
        return work.db()
                .createQuery("select cast(? as int) from guest where id = 0")
                .bind(0, SECRET)
                .mapTo(int.class)
                .one();
    }

    @ParameterizedTest
    @EnumSource
    void of_requests_streams_consumers_hooks_and_periodic_work(TestDatabase database) {
        App app = App.named("guests").database(database.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table guest (id int primary key, email varchar(99), unique (email))");
            work.db().execute("insert into guest values (0, 'zzy')");
        });
        BoundedQueue<Integer> tried = app.queue("tried", Integer.class, 10);
        BoundedQueue<Integer> told = app.queue("told", Integer.class, 10);
        app.consume(tried, 1, (work, item) -> twice(work)).retries(1, Duration.ofMillis(1));
        app.consume(told, 1, (work, item) -> asNumber(work)).onFailure((work, item, error) -> twice(work));
        app.every(Duration.ofMillis(20), "tidy", work -> asNumber(work));
        app.onStop(ValuesInLogsTest::twice);
        app.post("/twice", rq -> {
            twice(rq);
            return "";
        });
        app.post("/number", rq -> asNumber(rq));
        app.get(
                "/rows",
                rq -> Response.streamRows(
                        "text/plain",
                        (row, out) -> row.getColumn("email", Integer.class),
                        "select email from guest where id = 0"));
        app.post("/queues", rq -> {
            rq.afterCommit(() -> tried.add(1));
            rq.afterCommit(() -> told.add(1));
            rq.afterCommit(() -> {
                throw new IllegalStateException("what comes after a commit is logged too");
            });
            return "";
        });
        try (LogLines log = new LogLines("ROOT")) {
            try (Client client = app.client()) {
                assertThat(client.post("/twice", "").status()).isEqualTo(409);
                assertThat(client.post("/number", "").status()).isEqualTo(500);
                client.get("/rows");
                client.post("/queues", "");
                Eventually.holds(
                        "all has failed",
                        () -> !log.with("its item is lost to the queue: 1").isEmpty()
                                && !log.with("and its failure hook too").isEmpty()
                                && !log.with("the next run is after").isEmpty());
            }
            assertThat(log.traces())
                    .anyMatch(trace -> trace.startsWith("POST /number") && trace.contains("SQL"))
                    .anyMatch(trace -> trace.startsWith("A hook of onStop failed"))
                    .noneMatch(trace -> trace.contains("zzy"));
            assertThat(log.with("zzy")).isEmpty();
        }
    }
}
