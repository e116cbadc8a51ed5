package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.guard.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Deadlocks of requests over locks, connections and rows, each made on purpose: each is found, named and broken, all requests
 * are answered as if nothing had been, and what they did is done once.
 */
class DeadlockedRequestsTest {
    private static final String ADD = "update dish set portions = portions + 1 where id = ?";

    private final App app = App.named("deadlocks");
    private final NamedLock oven = app.lock("oven");
    private final NamedLock sink = app.lock("sink");

    /** The first time all wait here for each other; who comes again passes. */
    private static void meet(CountDownLatch all) throws InterruptedException {
        all.countDown();
        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private Client client(TestDatabase database, String... more) {
        var settings = database.fresh();
        app.database(settings.url()).onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int not null)");
            work.db().execute("insert into dish values (1, 0), (2, 0)");
        });
        app.get(
                "/dishes",
                rq -> rq.db()
                        .select("select portions from dish order by id")
                        .mapTo(int.class)
                        .list());
        List<String> arguments = new ArrayList<>(List.of("--guard.wait", "20ms"));
        if (database == TestDatabase.POSTGRESQL) {
            arguments.addAll(List.of("--database.user", "postgres"));
        }
        arguments.addAll(List.of(more));
        return app.client(arguments.toArray(String[]::new));
    }

    /** Sends them all at once; each must be answered well. */
    private static void sendTogether(Client client, String... targets) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<ClientResponse>> calls = new ArrayList<>();
            for (String target : targets) {
                calls.add(() -> client.post(target, Map.of()));
            }
            for (Future<ClientResponse> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
            }
        }
    }

    private static List<Report.Deadlock> deadlocks(Client client) {
        return client.guard().reports().stream()
                .filter(Report.Deadlock.class::isInstance)
                .map(Report.Deadlock.class::cast)
                .toList();
    }

    private static void foundOne(Client client, String... named) {
        // it is told when it has been broken, and by then all may have been answered
        Until.holds("the deadlock is told", () -> !deadlocks(client).isEmpty());
        assertThat(deadlocks(client)).singleElement().satisfies(deadlock -> {
            assertThat(deadlock.victim()).isPresent();
            assertThat(deadlock.text()).contains(named);
        });
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
        try (Client client = client(database)) {
            sendTogether(client, "/bake", "/wash");
            foundOne(client, "POST /bake #", "POST /wash #", "lock \"oven\"", "lock \"sink\"", "runs again");
            assertThat(client.get("/dishes").text()).isEqualTo("[1,1]");
        }
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
        try (Client client = client(database, "--database.pool.size", "2")) {
            sendTogether(client, "/bake", "/wash", "/wash");
            foundOne(client, "a connection of pool \"main\"", "lock \"oven\"");
            assertThat(client.get("/dishes").text()).isEqualTo("[1,2]");
        }
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
        try (Client client = client(database, "--database.pool.size", "1", "--database.stock.pool.size", "1")) {
            sendTogether(client, "/bake", "/wash");
            foundOne(client, "pool \"main\"", "pool \"stock\"");
            assertThat(client.get("/dishes").text()).isEqualTo("[1,1]");
        }
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
        try (Client client = client(database)) {
            sendTogether(client, "/bake", "/wash");
            foundOne(client, "rows, in \"update dish", "lock \"oven\"", "locked by POST /wash");
            assertThat(client.get("/dishes").text()).isEqualTo("[2,1]");
        }
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
        try (Client client = client(database)) {
            sendTogether(client, "/bake", "/wash");
            if (database == TestDatabase.POSTGRESQL) {
                foundOne(client, "locked by POST /bake", "locked by POST /wash");
            }
            assertThat(client.get("/dishes").text()).isEqualTo("[2,2]");
        }
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
        try (Client client = client(database)) {
            sendTogether(client, "/bake", "/wash");
            foundOne(client, "lock \"menu\"", "lock \"oven\"");
            assertThat(client.get("/dishes").text()).isEqualTo("[1,1]");
        }
    }

    @Test
    void a_row_that_is_locked_by_the_first_transaction_of_the_same_request_is_told_at_once() throws Exception {
        app.post("/bake", rq -> {
            rq.db().execute(ADD, 1);
            return rq.separately(tx -> tx.db().execute(ADD, 1));
        });
        try (Client client = client(TestDatabase.POSTGRESQL)) {
            assertThat(client.post("/bake", Map.of()).status()).isEqualTo(500);
            foundOne(client, "locked by itself", "gets a DeadlockException");
            assertThat(client.get("/dishes").text()).isEqualTo("[0,0]");
        }
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
        try (Client client = client(database)) {
            Thread.ofVirtual().start(() -> {
                long enough = client.guard().looks() + 20;
                Until.holds("the guard looks", () -> client.guard().looks() > enough);
                looked.countDown();
            });
            sendTogether(client, "/bake", "/wash", "/look");
            assertThat(deadlocks(client)).isEmpty();
        }
    }
}
