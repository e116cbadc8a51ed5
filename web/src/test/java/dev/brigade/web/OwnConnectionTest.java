package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request has a connection to the database of its own, as the database itself tells it. */
class OwnConnectionTest {
    private static final int TOGETHER = 4;

    private static String whoAmI(TestDatabase database) {
        return switch (database) {
            case H2 -> "select session_id()";
            case POSTGRESQL -> "select pg_backend_pid()";
        };
    }

    private static int session(Request rq, TestDatabase database) {
        return rq.db().createQuery(whoAmI(database)).mapTo(int.class).one();
    }

    @ParameterizedTest
    @EnumSource
    void requests_at_once_have_different_connections_and_each_keeps_its_own(TestDatabase database) throws Exception {
        var together = new CyclicBarrier(TOGETHER);
        App app = App.named("connections").database(database.fresh().url());
        app.get("/session", rq -> {
            int before = session(rq, database);
            together.await(30, TimeUnit.SECONDS);
            int after = session(rq, database);
            return before + " " + after;
        });
        Set<String> sessions = new HashSet<>();
        try (Server server = app.start("--port", "0")) {
            Wire[] wires = new Wire[TOGETHER];
            for (int i = 0; i < TOGETHER; i++) {
                wires[i] = new Wire(server.port());
                wires[i].send("GET", "/session", "");
            }
            for (Wire wire : wires) {
                String[] seen = wire.body().split(" ");
                assertThat(seen).hasSize(2);
                assertThat(seen[1]).isEqualTo(seen[0]);
                sessions.addAll(Arrays.asList(seen));
                wire.close();
            }
        }

        assertThat(sessions).hasSize(TOGETHER);
    }

    @ParameterizedTest
    @EnumSource
    void requests_that_ask_no_database_need_no_connection(TestDatabase database) throws Exception {
        var together = new CyclicBarrier(TOGETHER);
        var answered = new AtomicInteger();
        App app = App.named("none").database(database.fresh().url());
        app.get("/nothing", _ -> {
            together.await(30, TimeUnit.SECONDS);
            return "done " + answered.incrementAndGet();
        });
        // One connection, and all four are in their handlers at the same time.
        try (Server server = app.start("--port", "0", "--database.pool.size", "1")) {
            Wire[] wires = new Wire[TOGETHER];
            for (int i = 0; i < TOGETHER; i++) {
                wires[i] = new Wire(server.port());
                wires[i].send("GET", "/nothing", "");
            }
            for (Wire wire : wires) {
                assertThat(wire.body()).startsWith("done");
                wire.close();
            }
        }

        assertThat(answered).hasValue(TOGETHER);
    }
}
