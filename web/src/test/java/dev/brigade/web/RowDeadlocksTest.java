package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlocks of rows alone that no database can see, since one activity has two of its sessions, or sessions of two databases. */
class RowDeadlocksTest {
    private static final String ADD = DeadlockScene.ADD;

    private final DeadlockScene scene = new DeadlockScene();
    private final App app = scene.app;
    private final CountDownLatch met = new CountDownLatch(2);

    @AfterEach
    void close() {
        scene.close();
    }

    private static void start(DeadlockScene scene, TestDatabase database, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("--request.deadline", "8s")); // before H2 gives up by itself
        scene.start(database, all.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void a_row_of_each_of_two_databases(TestDatabase database) throws Exception {
        app.database("stock", database.fresh().url()).onStart(work -> {
            work.db("stock").execute("create table dish (id int primary key, portions int not null)");
            work.db("stock").execute("insert into dish values (1, 0)");
        });
        app.post("/bake", rq -> {
            rq.db().execute(ADD, 1);
            DeadlockScene.meet(met);
            return rq.db("stock").execute(ADD, 1);
        });
        app.post("/wash", rq -> {
            rq.db("stock").execute(ADD, 1);
            DeadlockScene.meet(met);
            return rq.db().execute(ADD, 1);
        });
        start(scene, database, "--database.stock.user", database == TestDatabase.H2 ? "" : "postgres");
        scene.sendTogether("/bake", "/wash");
        scene.foundOne("Deadlock of 2", "rows, in \"update dish", "locked by POST /wash", "locked by POST /bake");
        assertThat(scene.dishes()).isEqualTo("[2,0]");
    }

    @ParameterizedTest
    @EnumSource
    void a_row_of_the_first_transaction_and_one_that_its_separate_one_wants(TestDatabase database) throws Exception {
        app.post("/bake", rq -> {
            rq.db().execute(ADD, 1);
            DeadlockScene.meet(met);
            return rq.separately(tx -> tx.db().execute(ADD, 2));
        });
        app.post("/wash", rq -> {
            rq.db().execute(ADD, 2);
            DeadlockScene.meet(met);
            return rq.db().execute(ADD, 1);
        });
        start(scene, database);
        scene.sendTogether("/bake", "/wash");
        scene.foundOne("Deadlock of 2", "rows, in \"update dish", "locked by POST /wash", "locked by POST /bake");
        assertThat(scene.dishes()).isEqualTo("[2,2]");
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_the_first_transaction_of_the_same_request_has_written(TestDatabase database) throws Exception {
        app.post("/bake", rq -> {
            rq.db().execute(ADD, 1);
            try {
                return rq.separately(tx -> tx.db().execute(ADD, 1));
            } catch (RuntimeException e) {
                return Map.of("what", e.getMessage());
            }
        });
        start(scene, database);
        assertThat(scene.send("/bake").getFirst().text())
                .contains("in its separate transaction")
                .contains("let only one of the two write it");
        scene.foundOne("Deadlock of 1", "locked by itself");
    }
}
