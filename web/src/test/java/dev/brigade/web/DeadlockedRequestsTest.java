package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.errors.Conflict;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Deadlocks of requests over locks, connections and rows, each made on purpose: each is found, named and broken, all requests
 * are answered as if nothing had been, and what they did is done once.
 */
class DeadlockedRequestsTest {
    private static final String ADD = DeadlockScene.ADD;

    private final DeadlockScene scene = new DeadlockScene();
    private final App app = scene.app;
    private final NamedLock oven = app.lock("oven");
    private final NamedLock sink = app.lock("sink");

    @AfterEach
    void close() {
        scene.close();
    }

    private static void meet(CountDownLatch all) throws InterruptedException {
        DeadlockScene.meet(all);
    }

    @ParameterizedTest
    @EnumSource
    void two_locks_held_until_the_commit_in_opposite_orders(TestDatabase database) throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        app.post("/bake", rq -> {
            rq.hold(oven);
            meet(met);
            rq.hold(sink);
            return rq.db().execute(ADD, 1);
        });
        app.post("/wash", rq -> {
            rq.hold(sink);
            meet(met);
            rq.hold(oven);
            return rq.db().execute(ADD, 2);
        });
        scene.start(database);
        scene.sendTogether("/bake", "/wash");
        scene.foundOne("POST /bake #", "POST /wash #", "lock \"oven\"", "lock \"sink\"", "runs again");
        assertThat(scene.dishes()).isEqualTo("[1,1]");
    }

    @ParameterizedTest
    @EnumSource
    void the_holder_of_a_lock_waits_for_a_connection_and_those_that_have_them_for_the_lock(TestDatabase database)
            throws Exception {
        CountDownLatch met = new CountDownLatch(3);
        app.post("/bake", rq -> {
            rq.hold(oven);
            meet(met);
            return rq.db().execute(ADD, 1);
        });
        app.post("/wash", rq -> {
            rq.db().select("select 1").mapTo(int.class).one();
            meet(met);
            rq.hold(oven);
            return rq.db().execute(ADD, 2);
        });
        scene.start(database, "--database.pool.size", "2");
        scene.sendTogether("/bake", "/wash", "/wash");
        scene.foundOne("a connection of pool \"main\"", "lock \"oven\"");
        assertThat(scene.dishes()).isEqualTo("[1,2]");
    }

    @ParameterizedTest
    @EnumSource
    void a_pool_and_the_pool_of_another_database(TestDatabase database) throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        app.database("stock", "jdbc:h2:mem:stock" + database);
        app.post("/bake", rq -> {
            rq.db().execute(ADD, 1);
            meet(met);
            return rq.db("stock").select("select 1").mapTo(int.class).one();
        });
        app.post("/wash", rq -> {
            rq.db("stock").select("select 1").mapTo(int.class).one();
            meet(met);
            return rq.db().execute(ADD, 2);
        });
        scene.start(database, "--database.pool.size", "1", "--database.stock.pool.size", "1");
        scene.sendTogether("/bake", "/wash");
        scene.foundOne("pool \"main\"", "pool \"stock\"");
        assertThat(scene.dishes()).isEqualTo("[1,1]");
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_and_a_row(TestDatabase database) throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        app.post("/bake", rq -> {
            rq.hold(oven);
            meet(met);
            return rq.db().execute(ADD, 1);
        });
        app.post("/wash", rq -> {
            rq.db().execute(ADD, 1);
            meet(met);
            rq.hold(oven);
            return rq.db().execute(ADD, 2);
        });
        scene.start(database);
        scene.sendTogether("/bake", "/wash");
        scene.foundOne("rows, in \"update dish", "lock \"oven\"", "locked by POST /wash");
        assertThat(scene.dishes()).isEqualTo("[2,1]");
    }

    @ParameterizedTest
    @EnumSource
    void a_row_and_a_row_are_a_matter_of_the_database_or_the_guard_whoever_finds_it_first(TestDatabase database)
            throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        app.post("/bake", rq -> {
            rq.db().execute(ADD, 1);
            meet(met);
            return rq.db().execute(ADD, 2);
        });
        app.post("/wash", rq -> {
            rq.db().execute(ADD, 2);
            meet(met);
            return rq.db().execute(ADD, 1);
        });
        scene.start(database);
        scene.sendTogether("/bake", "/wash");
        if (database == TestDatabase.POSTGRESQL) {
            scene.foundOne("locked by POST /bake", "locked by POST /wash");
        }
        assertThat(scene.dishes()).isEqualTo("[2,2]");
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_of_the_cluster_and_a_lock_of_this_process(TestDatabase database) throws Exception {
        CountDownLatch met = new CountDownLatch(2);
        var menu = app.clusterLock("menu");
        app.post("/bake", rq -> {
            menu.hold(rq);
            meet(met);
            rq.hold(oven);
            return rq.db().execute(ADD, 1);
        });
        app.post("/wash", rq -> {
            rq.hold(oven);
            meet(met);
            menu.hold(rq);
            return rq.db().execute(ADD, 2);
        });
        scene.start(database);
        scene.sendTogether("/bake", "/wash");
        scene.foundOne("lock \"menu\"", "lock \"oven\"");
        assertThat(scene.dishes()).isEqualTo("[1,1]");
    }

    @Test
    void a_row_that_is_locked_by_the_first_transaction_of_the_same_request_is_told_at_once() throws Exception {
        app.post("/bake", rq -> {
            rq.db().execute(ADD, 1);
            return rq.separately(tx -> tx.db().execute(ADD, 1));
        });
        scene.start(TestDatabase.POSTGRESQL);
        assertThat(scene.client().post("/bake", Map.of()).status()).isEqualTo(500);
        scene.foundOne("locked by itself", "gets a DeadlockException");
        assertThat(scene.dishes()).isEqualTo("[0,0]");
    }

    @Test
    void who_answers_an_error_does_not_do_it_again_so_the_other_gives_way() throws Exception {
        CountDownLatch washes = new CountDownLatch(1);
        CountDownLatch met = new CountDownLatch(2);
        app.error(Conflict.class, (rq, e) -> {
            try (var _ = oven.hold()) {
                meet(met);
                try (var _ = sink.hold()) {
                    return Response.of(409).body("sold out");
                }
            }
        });
        app.post("/sell", rq -> {
            throw new Conflict("sold out");
        });
        app.post("/wash", rq -> {
            washes.countDown();
            try (var _ = sink.hold()) {
                meet(met);
                try (var _ = oven.hold()) {
                    return "run " + rq.run();
                }
            }
        });
        scene.start(TestDatabase.H2);
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ClientResponse> wash = thread.submit(() -> scene.client().post("/wash", Map.of()));
            assertThat(washes.await(1, TimeUnit.MINUTES)).isTrue(); // so that the other is younger
            assertThat(scene.client().post("/sell", Map.of()).status()).isEqualTo(409);
            assertThat(wash.get().text()).isEqualTo("run 2");
        }
        scene.foundOne("POST /wash #");
    }

    // what only looks like one

    @ParameterizedTest
    @EnumSource
    void a_long_wait_for_a_row_is_none(TestDatabase database) throws Exception {
        CountDownLatch met = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        app.post("/bake", rq -> {
            rq.hold(oven);
            rq.db().execute(ADD, 1);
            met.countDown();
            assertThat(looked.await(1, TimeUnit.MINUTES)).isTrue();
            return "";
        });
        app.post("/wash", rq -> {
            assertThat(met.await(1, TimeUnit.MINUTES)).isTrue();
            return rq.db().execute(ADD, 1);
        });
        app.post("/look", rq -> {
            assertThat(met.await(1, TimeUnit.MINUTES)).isTrue();
            rq.hold(oven);
            return "";
        });
        scene.start(database);
        scene.whenTheGuardHasLooked(looked::countDown);
        scene.sendTogether("/bake", "/wash", "/look");
        assertThat(scene.deadlocks()).isEmpty();
    }
}
