package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.errors.StartException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How requests, consumed items and start hooks use the database. */
class TransactionTest {
    private static final int SECONDS = 30;

    private final App app = App.named("test").database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    TransactionTest() {
        app.onStart(work -> work.db().execute("create table note (text varchar(100) primary key)"));
        app.get("/notes", rq -> notes(rq));
    }

    private static List<String> notes(dev.brigade.data.Work work) {
        return work.db()
                .createQuery("select text from note order by text")
                .mapTo(String.class)
                .list();
    }

    private static void add(dev.brigade.data.Work work, String text) {
        work.db().execute("insert into note values (?)", text);
    }

    @Test
    void whatReturnsCommitsAndWhatThrowsRollsBack() {
        app.post("/ok", rq -> {
            add(rq, "ok");
            return "";
        });
        app.post("/fails", rq -> {
            add(rq, "fails");
            throw new IllegalStateException("after the insert");
        });
        app.post("/500", rq -> {
            add(rq, "500");
            return Response.of(500);
        });
        app.post("/404", rq -> {
            add(rq, "404");
            return Response.of(404);
        });
        app.post("/only", rq -> {
            add(rq, "only");
            rq.rollbackOnly();
            return "";
        });
        try (Client client = app.client()) {
            assertThat(client.post("/ok", "").status()).isEqualTo(200);
            assertThat(client.post("/fails", "").status()).isEqualTo(500);
            assertThat(client.post("/500", "").status()).isEqualTo(500);
            assertThat(client.post("/404", "").status()).isEqualTo(404);
            assertThat(client.post("/only", "").status()).isEqualTo(200);
            assertThat(client.get("/notes").text()).isEqualTo("[\"404\",\"ok\"]");
        }
    }

    @Test
    void hooksRunAfterTheEndWithoutAConnection() {
        List<String> ran = new ArrayList<>();
        app.post("/ok", rq -> {
            rq.afterCommit(() -> ran.add("committed"));
            rq.afterRollback(() -> ran.add("never"));
            add(rq, "ok");
            return "";
        });
        app.post("/fails", rq -> {
            rq.afterCommit(() -> ran.add("never"));
            rq.afterRollback(() -> ran.add("rolled back"));
            throw new IllegalStateException("on purpose");
        });
        try (Client client = app.client("--database.pool.size", "1")) {
            client.post("/ok", "");
            client.post("/fails", "");
            assertThat(ran).containsExactly("committed", "rolled back");
        }
    }

    @Test
    void aFailedRenderRollsBackToo() {
        app.post("/", rq -> {
            add(rq, "x");
            return View.of("greeting.html"); // its variables are missing
        });
        try (Client client = app.client()) {
            assertThat(client.post("/", "").status()).isEqualTo(500);
            assertThat(client.get("/notes").text()).isEqualTo("[]");
        }
    }

    @Test
    void aConflictRunsTheHandlerAgainWithTheSameBody() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        app.post("/", rq -> {
            runs.incrementAndGet();
            if (rq.run() < 3) {
                add(rq, "run " + rq.run());
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            add(rq, rq.bodyText() + " in run " + rq.run());
            return "";
        });
        try (Client client = app.client()) {
            assertThat(client.post("/", "x").status()).isEqualTo(200);
            assertThat(runs).hasValue(3);
            assertThat(client.get("/notes").text()).contains("in run 3").doesNotContain("run 1");
        }
    }

    @Test
    void aRouteThatRunsOnceAnswersAConflictWith503() {
        app.post("/", rq -> {
                    throw new IllegalStateException(new SQLException("made up", "40001"));
                })
                .once();
        try (Client client = app.client()) {
            ClientResponse answer = client.post("/", "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("1");
        }
    }

    @Test
    void conflictsThatNeverEndAreBounded() {
        AtomicInteger runs = new AtomicInteger();
        app.post("/", rq -> {
            runs.incrementAndGet();
            throw new IllegalStateException(new SQLException("made up", "40001"));
        });
        try (Client client = app.client("--retry.runs", "4")) {
            assertThat(client.post("/", "").status()).isEqualTo(503);
            assertThat(runs).hasValue(4);
        }
    }

    @Test
    void countersThatManyRequestsIncrementTheNaiveWayAreRightByDefault() throws Exception {
        int requests = 200;
        app.onStart(work -> {
            work.db().execute("create table counter (n int)");
            work.db().execute("insert into counter values (0)");
        });
        app.post("/", rq -> {
            int n = rq.db()
                    .createQuery("select n from counter")
                    .mapTo(Integer.class)
                    .one();
            rq.db().execute("update counter set n = ?", n + 1);
            return "";
        });
        app.get(
                "/",
                rq -> rq.db()
                        .createQuery("select n from counter")
                        .mapTo(Integer.class)
                        .one());
        try (Client client = app.client("--retry.runs", "1000");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                answers.add(threads.submit(() -> client.post("/", "").status()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(200);
            }
            assertThat(client.get("/").text()).isEqualTo(Integer.toString(requests));
        }
    }

    @Test
    void requestsAtOnceHaveDifferentThreadsAndConnections() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        app.get("/", rq -> {
            int session = rq.db()
                    .createQuery("select session_id()")
                    .mapTo(Integer.class)
                    .one();
            both.await(SECONDS, TimeUnit.SECONDS);
            return List.of(
                    session,
                    Thread.currentThread().getName(),
                    Thread.currentThread().threadId(),
                    Thread.currentThread().isVirtual());
        });
        try (Client client = app.client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> client.get("/").json(List.class));
            var other = threads.submit(() -> client.get("/").json(List.class));
            List<?> a = one.get(SECONDS, TimeUnit.SECONDS);
            List<?> b = other.get(SECONDS, TimeUnit.SECONDS);
            for (int i = 0; i < 3; i++) {
                assertThat(a.get(i)).isNotEqualTo(b.get(i));
            }
            assertThat(a.get(1).toString()).matches("GET / #\\d+");
            assertThat(a.get(3)).isEqualTo(true);
        }
    }

    @Test
    void aReadOnlyRouteMayNotWrite() {
        app.get("/writes", rq -> {
            add(rq, "x");
            return "";
        });
        try (Client client = app.client()) {
            assertThat(client.get("/writes").status()).isEqualTo(500);
            assertThat(client.get("/notes").text()).isEqualTo("[]");
        }
    }

    @Test
    void eachItemHasItsOwnThreadAndTransaction() throws Exception {
        int items = 50;
        CountDownLatch done = new CountDownLatch(items);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        var queue = app.queue("notes", String.class, 5);
        app.consume(queue, 3, (work, text) -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                add(work, text + " by " + Thread.currentThread().getName());
                if (text.endsWith("7")) {
                    throw new IllegalStateException("on purpose");
                }
            } finally {
                atOnce.decrementAndGet();
                done.countDown();
            }
        });
        app.post("/", rq -> {
            rq.afterCommit(() -> {
                for (int i = 0; i < items; i++) {
                    queue.put("item " + i);
                }
            });
            return "";
        });
        try (Client client = app.client()) {
            client.post("/", "");
            assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            client.close(); // waits for the transactions of those that are worked on
            assertThat(mostAtOnce.get()).isBetween(1, 3);
        }
    }

    @Test
    void whatFailsAtStartIsToldAndLeavesNothingOpen() {
        app.onStart(work -> {
            throw new IllegalStateException("no kitchen");
        });
        org.assertj.core.api.Assertions.assertThatThrownBy(app::client)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("no kitchen");
    }
}
