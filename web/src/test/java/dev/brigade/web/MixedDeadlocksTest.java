package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlocks of requests and consumers over several kinds of things at once, and what only looks like one. */
class MixedDeadlocksTest {
    private static final String ADD = DeadlockScene.ADD;

    private final DeadlockScene scene = new DeadlockScene();
    private final App app = scene.app;
    private final NamedLock oven = app.lock("oven");

    @AfterEach
    void close() {
        scene.close();
    }

    private static void meet(CountDownLatch all) throws InterruptedException {
        DeadlockScene.meet(all);
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_a_row_and_a_semaphore(TestDatabase database) throws Exception {
        var burner = app.semaphore("burner", 1);
        CountDownLatch met = new CountDownLatch(3);
        app.post("/bake", rq -> {
            rq.hold(oven);
            meet(met);
            return rq.db().execute(ADD, 1);
        });
        app.post("/wash", rq -> {
            rq.db().execute(ADD, 1);
            meet(met);
            try (var _ = burner.hold()) {
                return rq.db().execute(ADD, 2);
            }
        });
        app.post("/fry", rq -> {
            try (var _ = burner.hold()) {
                meet(met);
                rq.hold(oven);
            }
            return "";
        });
        scene.start(database);
        scene.sendTogether("/bake", "/wash", "/fry");
        scene.foundOne("rows, in \"update dish", "permits of semaphore \"burner\"", "lock \"oven\"", "Deadlock of 3");
        assertThat(scene.dishes()).isEqualTo("[2,1]");
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_a_row_and_a_lock(TestDatabase database) throws Exception {
        CountDownLatch met = new CountDownLatch(3);
        app.post("/bake", rq -> {
            rq.hold(oven);
            meet(met);
            return rq.db().execute(ADD, 2);
        });
        app.post("/wash", rq -> {
            rq.db().execute(ADD, 1);
            meet(met);
            rq.hold(oven);
            return "";
        });
        app.post("/fry", rq -> {
            rq.db().select("select 1").mapTo(int.class).one();
            meet(met);
            return rq.db().execute(ADD, 1);
        });
        scene.start(database, "--database.pool.size", "2");
        scene.sendTogether("/bake", "/wash", "/fry");
        scene.foundOne("a connection of pool \"main\"", "lock \"oven\"");
        assertThat(scene.dishes()).isEqualTo("[2,1]");
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_that_is_wanted_again_after_an_await_and_a_row(TestDatabase database) throws Exception {
        NamedCondition hot = oven.condition("hot");
        boolean[] isHot = {false};
        app.post("/wait", rq -> {
            rq.db().execute(ADD, 1);
            rq.hold(oven);
            while (!isHot[0]) {
                hot.await();
            }
            return "";
        });
        app.post("/heat", rq -> {
            Eventually.holds("the other waits", () -> isHot[0] || !hot.waiters().isEmpty());
            rq.hold(oven);
            isHot[0] = true;
            hot.signal();
            return rq.db().execute(ADD, 1);
        });
        scene.start(database);
        scene.sendTogether("/wait", "/heat");
        scene.foundOne("(again, after await)", "rows, in \"update dish", "POST /heat");
        assertThat(scene.dishes()).isEqualTo("[2,0]");
    }

    @ParameterizedTest
    @EnumSource
    void a_full_queue_and_a_lock_that_its_consumers_want(TestDatabase database) throws Exception {
        var pass = app.queue("pass", String.class, 1);
        app.consume(pass, 2, (work, ticket) -> {
            work.hold(oven);
            work.db().execute(ADD, 1);
        });
        app.post("/order", rq -> {
            rq.hold(oven);
            for (int i = 0; i < (rq.run() == 1 ? 4 : 0); i++) {
                pass.put("ticket"); // two are worked on, one is in the queue
            }
            return rq.db().execute(ADD, 2);
        });
        scene.start(database);
        scene.sendTogether("/order");
        scene.foundOne("room in queue \"pass\"", "lock \"oven\"", "POST /order");
        assertThat(scene.deadlocks().getFirst().victim().orElseThrow().name()).startsWith("POST /order");
        Eventually.holds("what was put is worked on", () -> scene.dishes().equals("[3,1]"));
    }

    @ParameterizedTest
    @EnumSource
    void a_full_queue_and_the_connections_that_its_consumers_want(TestDatabase database) throws Exception {
        var pass = app.queue("pass", String.class, 1);
        app.consume(pass, 1, (work, ticket) -> work.db().execute(ADD, 1));
        app.post("/order", rq -> {
            rq.db().execute(ADD, 2);
            for (int i = 0; i < (rq.run() == 1 ? 3 : 0); i++) {
                pass.put("ticket");
            }
            return "";
        });
        scene.start(database, "--database.pool.size", "1");
        scene.sendTogether("/order");
        scene.foundOne("room in queue \"pass\"", "a connection of pool \"main\"");
        Eventually.holds("what was put is worked on", () -> scene.dishes().equals("[2,1]"));
    }

    @Test
    void a_reader_and_a_writer_of_two_read_write_locks() throws Exception {
        var menu = app.rwLock("menu");
        var prices = app.rwLock("prices");
        CountDownLatch met = new CountDownLatch(2);
        app.post("/one", rq -> {
            try (var _ = menu.readLock().hold()) {
                meet(met);
                try (var _ = prices.writeLock().hold()) {
                    return "";
                }
            }
        });
        app.post("/other", rq -> {
            try (var _ = prices.readLock().hold()) {
                meet(met);
                try (var _ = menu.writeLock().hold()) {
                    return "";
                }
            }
        });
        scene.start(TestDatabase.H2);
        scene.sendTogether("/one", "/other");
        scene.foundOne("lock \"menu", "lock \"prices");
    }

    @Test
    void the_locks_of_two_keys() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        app.post("/one", rq -> {
            rq.hold(app.lock("dish", 1));
            meet(met);
            rq.hold(app.lock("dish", 2));
            return "";
        });
        app.post("/other", rq -> {
            rq.hold(app.lock("dish", 2));
            meet(met);
            rq.hold(app.lock("dish", 1));
            return "";
        });
        scene.start(TestDatabase.H2);
        scene.sendTogether("/one", "/other");
        scene.foundOne("lock \"dish[1]\"", "lock \"dish[2]\"");
    }

    @Test
    void connections_for_separate_transactions_and_a_row() throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        app.post(
                "/one",
                rq -> rq.separately(tx -> {
                    meet(met);
                    rq.hold(oven);
                    return tx.db().execute(ADD, 1);
                }));
        app.post("/other", rq -> {
            rq.hold(oven);
            meet(met);
            return rq.separately(tx -> tx.db().execute(ADD, 1));
        });
        scene.start(TestDatabase.POSTGRESQL, "--database.separate.size", "1");
        scene.sendTogether("/one", "/other");
        assertThat(scene.dishes()).isEqualTo("[2,0]");
    }

    // what only looks like one

    @ParameterizedTest
    @EnumSource
    void a_queue_that_is_full_because_its_consumer_is_slow_is_none(TestDatabase database) throws Exception {
        var pass = app.queue("pass", String.class, 1);
        CountDownLatch done = new CountDownLatch(1);
        app.consume(pass, 1, (work, ticket) -> {
            work.db().execute(ADD, 1);
            assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        });
        app.post("/order", rq -> {
            rq.hold(oven);
            for (int i = 0; i < 3; i++) {
                pass.put("ticket");
            }
            return "";
        });
        app.post("/look", rq -> {
            rq.hold(oven);
            return "";
        });
        scene.start(database);
        scene.whenTheGuardHasLooked(done::countDown);
        scene.sendTogether("/order", "/look");
        assertThat(scene.deadlocks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_pool_whose_connections_are_all_in_use_is_none(TestDatabase database) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        app.post("/slow", rq -> {
            rq.db().execute(ADD, 1);
            assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
            return "";
        });
        app.post("/bake", rq -> {
            rq.hold(oven);
            return rq.db().execute(ADD, 2);
        });
        app.post("/look", rq -> {
            rq.hold(oven);
            return "";
        });
        scene.start(database, "--database.pool.size", "1");
        scene.whenTheGuardHasLooked(done::countDown);
        scene.sendTogether("/slow", "/bake", "/look");
        assertThat(scene.deadlocks()).isEmpty();
    }

    @Test
    void keys_in_one_order_and_readers_beside_each_other_are_none() throws Exception {
        var menu = app.rwLock("menu");
        app.post("/read", rq -> {
            try (var _ = menu.readLock().hold()) {
                rq.hold(app.lock("dish", 1));
                rq.hold(app.lock("dish", 2));
                return rq.db().execute(ADD, 1);
            }
        });
        scene.start(TestDatabase.H2);
        scene.sendTogether("/read", "/read", "/read", "/read");
        assertThat(scene.deadlocks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_of_the_cluster_whose_holder_is_slow_is_none(TestDatabase database) throws Exception {
        var menu = app.clusterLock("menu");
        CountDownLatch done = new CountDownLatch(1);
        app.post("/slow", rq -> {
            menu.hold(rq);
            assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
            return "";
        });
        app.post("/wash", rq -> {
            rq.hold(oven);
            menu.hold(rq);
            return "";
        });
        app.post("/look", rq -> {
            rq.hold(oven);
            return "";
        });
        scene.start(database);
        scene.whenTheGuardHasLooked(done::countDown);
        scene.sendTogether("/slow", "/wash", "/look");
        assertThat(scene.deadlocks()).isEmpty();
    }
}
