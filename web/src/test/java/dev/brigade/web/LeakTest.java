package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.web.errors.Conflict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After a great many requests of all kinds the process holds what it held before. */
class LeakTest {
    private static final int CLIENTS = 4;
    private static final int POOL = 4;
    private static final int ROWS = 1000;
    private static final int LATE = 50;
    private static final int WARM_UP = 50_000; // until the recorder's rings are full

    /** What all requests together may leave in the heap: 10 bytes of each of a million would be more. */
    private static final long HEAP_TOLERANCE = 8 << 20;

    private static final String SELECT = "select n from counter where id = ?";
    private static final String UPDATE = "update counter set n = n + 1 where id = ?";

    /** How requests end, and with which status. */
    enum Kind {
        CONSTANT(200),
        QUERY(200),
        CHANGE(200),
        STREAM(200),
        NO_ROUTE(404),
        REFUSED(409),
        FAILED(500),
        AGAIN(200),
        GONE(0);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** Sends one that works on row {@code id}. */
        void send(InProcess app, int id) {
            String target = "/" + this + "/" + id;
            if (this == GONE) {
                app.getAndGoAway(target, GO_AWAY::set);
                return;
            }
            boolean reads = this == CONSTANT || this == QUERY || this == STREAM;
            ClientResponse answer = reads ? app.get(target) : app.post(target, "");
            if (answer.status() != status) {
                throw new AssertionError(target + " was answered " + answer.status() + ": " + answer.text());
            }
        }
    }

    /** What lets the client of the current thread's request go away. */
    private static final ThreadLocal<Runnable> GO_AWAY = new ThreadLocal<>();

    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch release = new CountDownLatch(0);

    private InProcess started(TestDatabase database) {
        App app = App.named("test").database(database.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table counter (id int primary key, n int)");
            for (int id = 0; id < ROWS; id++) {
                work.db().execute("insert into counter values (?, 0)", id);
            }
        });
        app.get("/CONSTANT/{id:int}", _ -> "constant");
        app.get("/QUERY/{id:int}", LeakTest::read);
        app.post("/CHANGE/{id:int}", LeakTest::change);
        app.get("/STREAM/{id:int}", rq -> {
            String text = "n = " + read(rq);
            return Response.stream("text/plain", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        });
        app.post("/REFUSED/{id:int}", rq -> {
            change(rq);
            throw new Conflict("sold out");
        });
        app.post("/FAILED/{id:int}", rq -> {
            change(rq);
            throw new IllegalStateException("on purpose");
        });
        app.post("/AGAIN/{id:int}", rq -> {
            int changed = change(rq);
            if (rq.run() == 1) {
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            return changed;
        });
        app.get("/GONE/{id:int}", rq -> {
            int before = read(rq);
            GO_AWAY.get().run();
            return before + read(rq);
        });
        app.post("/holds", rq -> {
            rq.db().createQuery("select 1").mapTo(Integer.class).one();
            held.countDown();
            release.await();
            return "";
        });
        return InProcess.of(app, "--database.pool.size", String.valueOf(POOL), "--database.pool.timeout", "300ms");
    }

    private static int read(Request request) {
        return request.db()
                .createQuery(SELECT)
                .bind(0, request.path("id", int.class))
                .mapTo(Integer.class)
                .one();
    }

    private static int change(Request request) {
        return request.db().execute(UPDATE, request.path("id", int.class));
    }

    @ParameterizedTest
    @CsvSource({"H2, 1000000", "POSTGRESQL, 50000"})
    void nothing_is_left_of_requests_however_they_end(TestDatabase database, int requests, @TempDir Path folder)
            throws Exception {
        try (QuietLogs _ = new QuietLogs();
                InProcess app = started(database)) {
            all(app, WARM_UP);
            Footprint before = Footprint.now(folder);
            all(app, requests);
            Footprint after = Footprint.now(folder);

            System.out.println(database + ": heap before " + requests + " requests " + before.heap()
                    + " bytes, after them " + after.heap());
            assertThat(app.pool().leased()).isZero();
            assertThat(app.pool().idle()).isEqualTo(POOL);
            app.useAllConnections();
            assertThat(before.platformThreads()).containsAll(after.platformThreads());
            assertThat(after.virtualThreads()).isEqualTo(before.virtualThreads());
            assertThat(after.heap()).isLessThan(before.heap() + HEAP_TOLERANCE);
        }
    }

    private void all(InProcess app, int requests) throws Exception {
        List<Callable<Integer>> clients = new ArrayList<>();
        Kind[] kinds = Kind.values();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client; // each has rows of its own, so that none meets a conflict but those that are made up
            clients.add(() -> {
                for (int i = first; i < requests; i += CLIENTS) {
                    kinds[(i / CLIENTS) % kinds.length].send(app, i % ROWS);
                }
                return first;
            });
        }
        atOnce(clients);
        tooLate(app);
        Eventually.holds("all have ended", () -> app.running().isEmpty());
    }

    /** Requests whose time runs out while they wait for a connection. */
    private void tooLate(InProcess app) throws Exception {
        held = new CountDownLatch(POOL);
        release = new CountDownLatch(1);
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < POOL; i++) {
            requests.add(() -> app.post("/holds", "").status());
        }
        requests.add(() -> {
            held.await();
            List<Callable<Integer>> late = new ArrayList<>();
            for (int i = 0; i < LATE; i++) {
                late.add(() -> app.get("/QUERY/1").status());
            }
            try {
                assertThat(atOnce(late)).containsOnly(503);
            } finally {
                release.countDown();
            }
            return 200;
        });
        assertThat(atOnce(requests)).containsOnly(200);
    }

    private static List<Integer> atOnce(List<Callable<Integer>> work) throws Exception {
        List<Integer> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
        }
        return results;
    }
}
