package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.SwallowingProxy;
import dev.brigade.data.TestDatabase;
import dev.brigade.web.errors.Conflict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A network that swallows all swallows the cancellation of a statement, too. */
class SwallowedStatementTest {
    @Test
    void a_request_is_answered_soon_after_its_deadline_though_nobody_can_be_told_to_stop() throws Exception {
        try (SwallowingProxy network = new SwallowingProxy(TestDatabase.port())) {
            App app = App.named("test")
                    .database(TestDatabase.POSTGRESQL
                            .fresh()
                            .url()
                            .replace(":" + TestDatabase.port() + "/", ":" + network.port() + "/"));
            app.post("/swallowed", rq -> {
                rq.db().select("select 1").mapTo(int.class).one();
                network.swallow();
                return rq.db().select("select 2").mapTo(int.class).one();
            });
            try (Client client = app.client("--request.deadline", "1s")) {
                int status = CompletableFuture.supplyAsync(
                                () -> client.post("/swallowed", "").status())
                        .get(18, TimeUnit.SECONDS); // the driver waits ten for each of two cancellations, unless told

                assertThat(status).isEqualTo(503);
            }
        }
    }

    @Test
    void a_connection_whose_rollback_nobody_answers_comes_back_to_the_pool() throws Exception {
        try (SwallowingProxy network = new SwallowingProxy(TestDatabase.port())) {
            App app = App.named("test")
                    .database(TestDatabase.POSTGRESQL
                            .fresh()
                            .url()
                            .replace(":" + TestDatabase.port() + "/", ":" + network.port() + "/"));
            app.post("/swallowed", rq -> {
                rq.db().select("select 1").mapTo(int.class).one();
                network.swallow();
                throw new Conflict("sold out");
            });
            try (InProcess client = InProcess.of(app, "--database.pool.timeout", "500ms")) {
                int status = CompletableFuture.supplyAsync(
                                () -> client.post("/swallowed", "").status())
                        .get(20, TimeUnit.SECONDS);

                assertThat(status).isEqualTo(409);
                assertThat(client.pool().leased()).isZero();
            }
        }
    }
}
