package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.errors.ServiceUnavailable;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request that takes longer than it may: stopped wherever it is, rolled back, answered with 503, logged in one line. */
class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(150);

    private final CountDownLatch never = new CountDownLatch(1);
    private final App app = App.named("test").database("jdbc:h2:mem:" + UUID.randomUUID());

    DeadlineTest() {
        app.onStart(work -> work.db().execute("create table note (text varchar(100) primary key)"));
        app.get(
                "/notes",
                rq -> rq.db()
                        .createQuery("select count(*) from note")
                        .mapTo(int.class)
                        .one());
    }

    private static void assertStopped(ClientResponse answer, LogLines log, String doing) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.text()).contains("took longer than the 0.1 s that it may take and was rolled back");
        assertThat(log.with("was stopped at its deadline"))
                .singleElement()
                .asString()
                .startsWith("WARN POST /slow #")
                .contains(doing);
    }

    @ParameterizedTest
    @EnumSource
    void cancels_the_statement_that_runs_and_keeps_nothing_of_the_request(TestDatabase database) {
        String endless = switch (database) {
            case H2 -> "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b";
            case POSTGRESQL -> "select pg_sleep(1000)";
        };
        app.database(database.fresh().url());
        app.post("/slow", rq -> {
                    rq.db().execute("insert into note values ('x')");
                    return rq.db().execute(endless);
                })
                .deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client("--database.pool.size", "1")) {
            assertStopped(client.post("/slow", ""), log, "waits for \"select ");
            assertThat(client.get("/notes").text()).isEqualTo("0");
        }
    }

    @Test
    void answers_when_the_handler_waits_for_a_body_that_comes_slowly() throws Exception {
        app.post("/slow", rq -> rq.bodyBytes().length).deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Server server = app.start("--port", "0");
                Socket client = new Socket("localhost", server.port())) {
            client.setSoTimeout(20_000);
            String head = "POST /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100\r\n"
                    + "Expect: 100-continue\r\n\r\nab"; // so that it is read when the handler wants it
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("HTTP/1.1 503 ", "took longer than the 0.1 s that it may take");
            assertThat(log.with("was stopped at its deadline")).hasSize(1);
        }
    }

    @Test
    void interrupts_a_handler_that_waits_for_a_lock_which_another_holds() {
        var oven = app.lock("oven");
        app.post("/slow", rq -> {
                    rq.db().execute("insert into note values ('x')");
                    rq.hold(oven);
                    return "";
                })
                .deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            try (var _ = oven.hold()) {
                assertStopped(client.post("/slow", ""), log, "waits for lock \"oven\"");
            }
            assertThat(client.get("/notes").text()).isEqualTo("0");
        }
    }

    @Test
    void says_of_a_handler_that_waits_for_a_monitor_that_it_is_blocked() {
        Object monitor = new Object();
        app.post("/slow", rq -> {
                    synchronized (monitor) {
                        return "";
                    }
                })
                .deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            CompletableFuture<ClientResponse> answer;
            synchronized (monitor) {
                answer = CompletableFuture.supplyAsync(() -> client.post("/slow", ""));
                while (log.with("was stopped at its deadline").isEmpty()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            assertStopped(answer.join(), log, "; it is blocked by synchronized");
        }
    }

    @Test
    void interrupts_a_handler_of_errors_and_keeps_nothing_of_it() {
        app.post("/slow", rq -> {
                    throw new IllegalStateException("on purpose");
                })
                .deadline(SHORT);
        app.error(IllegalStateException.class, (rq, e) -> {
            rq.db().execute("insert into note values ('x')");
            never.await();
            return "";
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertStopped(client.post("/slow", ""), log, "waits");
            assertThat(client.get("/notes").text()).isEqualTo("0");
            assertThat(log.traces()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancels_the_statement_of_a_handler_of_errors(TestDatabase database) {
        String endless = switch (database) {
            case H2 -> "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b";
            case POSTGRESQL -> "select pg_sleep(1000)";
        };
        app.database(database.fresh().url());
        app.post("/slow", rq -> {
                    throw new IllegalStateException("on purpose");
                })
                .deadline(SHORT);
        app.error(IllegalStateException.class, (rq, e) -> {
            rq.db().execute("insert into note values ('x')");
            return rq.db().execute(endless);
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client("--database.pool.size", "1")) {
            assertStopped(client.post("/slow", ""), log, "waits for \"select ");
            assertThat(client.get("/notes").text()).isEqualTo("0");
        }
    }

    @Test
    void a_handler_of_errors_answers_what_was_stopped_and_is_not_stopped_again() {
        app.post("/slow", rq -> {
                    never.await();
                    return "";
                })
                .deadline(SHORT);
        app.error(ServiceUnavailable.class, (rq, e) -> {
            rq.db().execute("insert into note values ('stopped')");
            return Response.text("later, please").status(503);
        });
        try (Client client = app.client()) {
            assertThat(client.post("/slow", "").text()).isEqualTo("later, please");
            assertThat(client.get("/notes").text()).isEqualTo("1");
        }
    }

    @Test
    void counts_the_wait_for_a_connection() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        app.post("/holds", rq -> {
            rq.db().execute("insert into note values ('x')");
            held.countDown();
            release.await();
            return "";
        });
        app.post("/slow", rq -> rq.db().execute("insert into note values ('y')"))
                .deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client("--database.pool.size", "1")) {
            var holder = CompletableFuture.supplyAsync(() -> client.post("/holds", ""));
            held.await();
            assertStopped(client.post("/slow", ""), log, "waits for a connection of pool \"main\"");
            release.countDown();
            assertThat(holder.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(client.get("/notes").text()).isEqualTo("1");
        }
    }

    @Test
    void counts_the_wait_to_be_admitted_and_then_no_handler_runs() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        app.get("/holds", rq -> {
            held.countDown();
            release.await();
            return "";
        });
        app.post("/slow", rq -> ran.incrementAndGet()).deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client("--requests.running", "1", "--requests.wait", "1h")) {
            var holder = CompletableFuture.supplyAsync(() -> client.get("/holds"));
            held.await();
            assertStopped(client.post("/slow", ""), log, "waits for a permit of \"requests\"");
            release.countDown();
            assertThat(holder.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(ran).hasValue(0);
        }
    }

    @Test
    void rolls_back_a_handler_that_does_not_heed_it_and_returns_late() {
        AtomicInteger interrupts = new AtomicInteger();
        app.post("/slow", rq -> {
                    rq.db().execute("insert into note values ('x')");
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupts.incrementAndGet();
                    }
                    return "done";
                })
                .deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertStopped(client.post("/slow", ""), log, "waits");
            assertThat(interrupts).hasValue(1);
            assertThat(client.get("/notes").text()).isEqualTo("0");
        }
    }

    @Test
    void allows_no_further_run() {
        AtomicInteger runs = new AtomicInteger();
        app.post("/slow", rq -> {
                    runs.incrementAndGet();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(new SQLException("made up", "40001"));
                    }
                    return "";
                })
                .deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertStopped(client.post("/slow", ""), log, "waits");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void does_not_touch_what_comes_after_the_commit_nor_a_stream() {
        app.post("/slow", rq -> {
                    rq.db().execute("insert into note values ('x')");
                    rq.afterCommit(() -> untilPast());
                    return Response.stream("text/plain", out -> {
                        untilPast();
                        out.write(Thread.interrupted() ? 'i' : '-');
                    });
                })
                .deadline(SHORT);
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertThat(client.post("/slow", "").text()).isEqualTo("-");
            assertThat(client.get("/notes").text()).isEqualTo("1");
            assertThat(log.with("deadline")).isEmpty();
        }
    }

    /** Until some sweeps after the deadline have passed; what must not happen meanwhile is looked at by the caller. */
    private static void untilPast() {
        long end = System.nanoTime() + SHORT.toNanos() + TimeUnit.MILLISECONDS.toNanos(300);
        while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void is_a_setting_that_a_group_and_a_route_may_overrule() {
        app.group("/patient", patient -> {
            patient.deadline(Duration.ZERO);
            patient.get("/a", rq -> "");
            patient.get("/b", rq -> "").deadline(Duration.ofMinutes(5));
        });
        assertThat(CommandLineRun.table(app.routes()))
                .contains("/patient/a  serializable, read only, no deadline")
                .contains("/patient/b  serializable, read only, deadline 300s")
                .contains("/notes      serializable, read only\n");
    }

    @Test
    void holds_for_filters_around_what_no_route_takes() {
        app.before(rq -> {
            if (rq.path().equals("/nothing")) {
                never.await(30, TimeUnit.SECONDS);
            }
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client("--request.deadline", "150ms")) {
            assertThat(client.get("/nothing").status()).isEqualTo(503);
            assertThat(log.with("was stopped at its deadline")).hasSize(1);
            assertThat(client.get("/nowhere").status()).isEqualTo(404);
        }
    }
}
