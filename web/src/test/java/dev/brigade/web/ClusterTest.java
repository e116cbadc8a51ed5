package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ClusterLock;
import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes of an application: two servers of one process, each with its own pool, on one database. */
class ClusterTest {
    private static final int REQUESTS = 60;

    private final List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    /** Adds by reading and writing, under a lock. */
    private App till(String url, Isolation isolation) {
        App app = App.named("till").database(url);
        var register = app.clusterLock("register");
        app.post("/add", rq -> {
                    runs.incrementAndGet();
                    tokens.add(register.holdFenced(rq));
                    int cash = rq.db()
                            .select("select cash from register")
                            .mapTo(Integer.class)
                            .one();
                    return rq.db().execute("update register set cash = ?", cash + 1) + "";
                })
                .isolation(isolation);
        app.get(
                "/cash",
                rq -> rq.db()
                        .select("select cash from register")
                        .mapTo(Integer.class)
                        .one());
        app.post("/keep", rq -> {
            register.hold(rq);
            never.await();
            return "";
        });
        return app;
    }

    private static App made(App app) {
        app.onStart(work -> {
            work.db().execute("create table register (cash int not null)");
            work.db().execute("insert into register values (0)");
        });
        return app;
    }

    @ParameterizedTest
    @EnumSource
    void what_is_read_and_written_under_the_lock_is_not_lost_at_any_isolation_and_no_request_runs_again(
            TestDatabase database) throws Exception {
        for (Isolation isolation : Isolation.values()) {
            String url = database.fresh().url();
            runs.set(0);
            tokens.clear();
            try (InProcess one = InProcess.of(made(till(url, isolation)), "--database.pool.size", "3");
                    InProcess other = InProcess.of(till(url, isolation), "--database.pool.size", "3");
                    var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<CompletableFuture<Integer>> all = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) {
                    InProcess node = i % 2 == 0 ? one : other;
                    all.add(CompletableFuture.supplyAsync(
                            () -> node.post("/add", "").status(), clients));
                }
                for (CompletableFuture<Integer> status : all) {
                    assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(200);
                }
                assertThat(other.get("/cash").text()).as(isolation.name()).isEqualTo(String.valueOf(REQUESTS));
            }
            assertThat(runs).as(isolation.name()).hasValue(REQUESTS);
            assertThat(tokens).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_that_is_drawn_is_committed_and_no_row_of_the_request_that_others_do_not_see_yet(
            TestDatabase database) {
        App app = App.named("till").database(database.fresh().url());
        var drawer = app.lock("drawer");
        var register = app.clusterLock("register");
        app.post("/open", rq -> {
            try (var _ = drawer.hold()) {
                return register.holdFenced(rq) + "";
            }
        });
        try (Client client = app.client()) {
            assertThat(client.post("/open", "").text()).isEqualTo("1");
            assertThat(client.guard().reports()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_at_its_deadline_waits_no_longer_and_the_log_says_for_which_lock_it_did(TestDatabase database)
            throws Exception {
        String url = database.fresh().url();
        App second = till(url, Isolation.SERIALIZABLE);
        var register = second.clusterLock("register");
        second.post("/slow", rq -> {
                    register.hold(rq);
                    return "";
                })
                .deadline(Duration.ofMillis(150));
        try (InProcess one = InProcess.of(made(till(url, Isolation.SERIALIZABLE)), "--database.pool.size", "1");
                InProcess other = InProcess.of(second, "--database.pool.size", "1");
                LogLines log = new LogLines("brigade");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var keeps =
                    CompletableFuture.supplyAsync(() -> one.post("/keep", "").status(), clients);
            Eventually.holds(
                    "it is kept",
                    () -> one.running().stream()
                            .anyMatch(activity -> activity.events().stream()
                                    .anyMatch(event -> event instanceof Event.Acquired acquired
                                            && acquired.at() instanceof ClusterLock)));
            assertThat(other.post("/slow", "").status()).isEqualTo(503);
            assertThat(log.with("was stopped at its deadline"))
                    .singleElement()
                    .asString()
                    .contains("it waits for lock \"register\"");
            assertThat(other.get("/cash").text()).isEqualTo("0");
            never.countDown();
            assertThat(keeps.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(other.post("/add", "").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_that_went_with_its_transaction_is_not_told_as_done_outside_of_it(TestDatabase database) {
        App app = App.named("test").database(database.fresh().url());
        var register = app.clusterLock("register");
        app.post("/add", rq -> {
            register.hold(rq);
            if (rq.run() == 1) {
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
            return "";
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertThat(client.post("/add", "").status()).isEqualTo(200);
            assertThat(log.with("did what no rollback undoes")).isEmpty();
        }
    }

    @Test
    void who_waits_at_a_condition_is_seen_to() throws Exception {
        App app = App.named("test").database(TestDatabase.POSTGRESQL.fresh().url());
        var delivered = app.clusterCondition("delivered");
        AtomicInteger amount = new AtomicInteger();
        app.post("/serve", rq -> delivered.awaitUntil(rq, Duration.ofMinutes(1), _ -> amount.get() > 0) + "");
        app.post("/deliver", rq -> {
            delivered.signalAll(rq);
            return "";
        });
        try (InProcess node = InProcess.of(app);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var served =
                    CompletableFuture.supplyAsync(() -> node.post("/serve", "").text(), clients);
            Eventually.holds(
                    "it waits at the condition",
                    () -> node.running().stream()
                            .map(Activity::status)
                            .anyMatch(status -> status.state() == State.IN_WAIT_SET
                                    && status.at().filter(delivered::equals).isPresent()));
            amount.set(1);
            node.post("/deliver", "");
            assertThat(served.get(60, TimeUnit.SECONDS)).isEqualTo("true");
        }
    }
}
