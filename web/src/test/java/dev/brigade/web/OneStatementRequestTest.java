package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests that read with one statement, and those that turn out to send more: on PostgreSQL, where it makes a difference. */
class OneStatementRequestTest {
    private static final int ENOUGH = 40;

    private final App app =
            App.named("test").database(TestDatabase.POSTGRESQL.fresh().url());

    OneStatementRequestTest() {
        app.onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int not null)");
            work.db().execute("insert into dish values (1, 10), (2, 10)");
        });
    }

    private static int portions(Work work, int id) {
        return work.db()
                .select("select portions from dish where id = ?", id)
                .mapTo(int.class)
                .one();
    }

    @Test
    void a_request_that_sends_more_than_expected_runs_again_and_is_answered_as_ever() {
        AtomicInteger runs = new AtomicInteger();
        app.get("/dishes", rq -> {
            runs.incrementAndGet();
            int first = portions(rq, 1);
            return rq.query("both").isPresent() ? first + portions(rq, 2) : first;
        });
        try (Client client = app.client("--database.user", "postgres")) {
            for (int i = 0; i < ENOUGH; i++) {
                assertThat(client.get("/dishes").text()).isEqualTo("10");
            }
            assertThat(runs.getAndSet(0)).isEqualTo(ENOUGH);
            assertThat(client.get("/dishes?both=1").text()).isEqualTo("20");
            assertThat(runs.getAndSet(0)).isEqualTo(2);
            assertThat(client.get("/dishes?both=1").text()).isEqualTo("20");
            assertThat(runs.get()).isEqualTo(1); // the guess is forgotten
        }
    }

    @Test
    void a_handler_that_swallows_even_errors_can_not_answer_with_half_of_what_it_read() {
        app.get("/dishes", rq -> {
            int first = portions(rq, 1);
            try {
                return rq.query("both").isPresent() ? first + portions(rq, 2) : first;
            } catch (Throwable e) {
                return -1;
            }
        });
        try (Client client = app.client("--database.user", "postgres")) {
            for (int i = 0; i < ENOUGH; i++) {
                client.get("/dishes");
            }
            assertThat(client.get("/dishes?both=1").text()).isEqualTo("20");
        }
    }

    @Test
    void readers_see_what_a_writer_has_committed_and_never_half_of_it() throws Exception {
        app.get(
                "/sum",
                rq -> rq.db()
                        .select("select sum(portions) from dish")
                        .mapTo(int.class)
                        .one());
        app.post("/move", rq -> {
            rq.db().execute("update dish set portions = portions - 1 where id = 1");
            rq.finish("update dish set portions = portions + 1 where id = 2");
            return Response.noContent();
        });
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Client client = app.client("--database.user", "postgres");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                boolean writes = i < 2;
                all.add(threads.submit(() -> {
                    for (int k = 0; k < 200; k++) {
                        if (writes) {
                            assertThat(client.post("/move", "").status()).isEqualTo(204);
                        } else {
                            seen.add(client.get("/sum").text());
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(seen).hasSize(1200).containsOnly("20");
            assertThat(client.get("/sum").text()).isEqualTo("20");
        }
    }

    @Test
    void once_and_the_setting_forbid_it() {
        AtomicInteger runs = new AtomicInteger();
        app.get("/once", rq -> {
                    runs.incrementAndGet();
                    int first = portions(rq, 1);
                    return rq.query("both").isPresent() ? first + portions(rq, 2) : first;
                })
                .once();
        try (Client client = app.client("--database.user", "postgres")) {
            for (int i = 0; i < ENOUGH; i++) {
                client.get("/once");
            }
            runs.set(0);
            assertThat(client.get("/once?both=1").text()).isEqualTo("20");
            assertThat(runs).hasValue(1);
        }
    }
}
