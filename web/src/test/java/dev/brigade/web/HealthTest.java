package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.errors.Unauthorized;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a proxy or an orchestrator is told. */
class HealthTest {
    private static App app(TestDatabase database) {
        return App.named("well").database(database.fresh().url()).health("/health");
    }

    @ParameterizedTest
    @EnumSource
    void it_is_well_if_its_databases_answer(TestDatabase database) {
        App app = app(database).database("stock", database.fresh().url());
        try (Client client = app.client()) {
            for (String path : new String[] {"/health", "/health/ready"}) {
                ClientResponse answer = client.get(path);
                assertThat(answer)
                        .hasToString("200 {\"status\":\"up\",\"databases\":{\"main\":\"up\",\"stock\":\"up\"}}");
                assertThat(answer.header("Cache-Control")).contains("no-store");
            }
            assertThat(client.get("/health/live")).hasToString("200 {\"status\":\"up\"}");
        }
    }

    @Test
    void an_application_without_a_database_is_well() {
        try (Client client = App.named("well").health("/up").client()) {
            assertThat(client.get("/up")).hasToString("200 {\"status\":\"up\"}");
            assertThat(client.get("/health").status()).isEqualTo(404);
        }
    }

    @Test
    void filters_and_sessions_do_not_concern_it() {
        App app = app(TestDatabase.H2).sessions();
        app.before(rq -> {
            rq.session().put("seen", true);
            throw new Unauthorized("Sign in first");
        });
        app.get("/", rq -> "");
        try (Client client = app.client()) {
            assertThat(client.get("/").status()).isEqualTo(401);
            ClientResponse answer = client.get("/health");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void while_no_connection_becomes_free_in_time_it_is_not_ready_but_lives_and_asks_with_one_thread()
            throws Exception {
        App app = app(TestDatabase.H2);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        app.get("/busy", rq -> {
            rq.db().execute("select 1");
            busy.countDown();
            done.await();
            return "";
        });
        try (Client client = app.client("--database.pool.size", "1", "--database.pool.timeout", "1h")) {
            Thread request = Thread.ofVirtual().start(() -> client.get("/busy"));
            assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(client.get("/health"))
                    .hasToString("503 {\"status\":\"down\",\"databases\":{\"main\":\"down\"}}");
            assertThat(client.get("/health").status()).isEqualTo(503);
            assertThat(client.get("/health/live").status()).isEqualTo(200);
            done.countDown();
            request.join();
            Eventually.holds("it is ready again", () -> client.get("/health").status() == 200);
        }
    }

    @Test
    void when_the_application_stops_it_is_not_ready() throws Exception {
        App app = app(TestDatabase.H2);
        CountDownLatch asks = new CountDownLatch(1);
        Client[] itself = new Client[1];
        app.onStop(work -> {
            assertThat(itself[0].get("/health")).hasToString("503 {\"status\":\"stopping\"}");
            asks.countDown();
        });
        try (Client client = app.client()) {
            itself[0] = client;
        }
        assertThat(asks.getCount()).isZero();
    }

    @Test
    void a_route_in_its_place_is_refused_at_start() {
        App app = app(TestDatabase.H2);
        app.get("/health", rq -> "mine");
        assertThatThrownBy(app::client).isInstanceOf(StartException.class).hasMessageContaining("GET /health");
        assertThatThrownBy(() -> App.named("x").health("/")).isInstanceOf(IllegalArgumentException.class);
    }
}
