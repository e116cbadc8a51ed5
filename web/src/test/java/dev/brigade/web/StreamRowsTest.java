package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Database;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.pool.PoolView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of a query that are read while they are sent. */
@ParameterizedClass
@EnumSource
class StreamRowsTest {
    private static final int SECONDS = 30;
    private static final int MANY = 200_000;

    private final TestDatabase on;
    private final App app;

    StreamRowsTest(TestDatabase on) {
        this.on = on;
        app = App.named("test").database(on.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table dish (id int primary key, name varchar(40), portions int)");
            work.db().execute("insert into dish values (1, 'soup', 3), (2, null, 4)");
        });
    }

    /** A query of many rows that keeps none of them anywhere. */
    private String many() {
        return switch (on) {
            case H2 -> "select x as n, repeat('x', 200) as text from system_range(1, " + MANY + ")";
            case POSTGRESQL -> "select n, repeat('x', 200) as text from generate_series(1, " + MANY + ") as n";
        };
    }

    private static PoolView pool(Server server) {
        return database(server).streamPoolView();
    }

    private static Database database(Server server) {
        return server.assembly().wiring().databases().main().orElseThrow();
    }

    private static void eventuallyNobodyHolds(Server server) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (pool(server).leased() > 0) {
            assertThat(System.nanoTime() - deadline).as("%s", pool(server)).isNegative();
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void they_are_an_array_of_objects_by_column_and_see_what_the_request_wrote() {
        app.post("/", rq -> {
            rq.db().execute("update dish set portions = 9 where id = 1");
            return Response.streamRows(
                    "select id, name as \"called\", portions from dish where id <= ? order by id", 2);
        });
        app.get("/none", rq -> Response.streamRows("select id from dish where id = ?", 7));
        try (Client client = app.client()) {
            ClientResponse answer = client.post("/", "");
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.text())
                    .isEqualTo("[{\"id\":1,\"called\":\"soup\",\"portions\":9},"
                            + "{\"id\":2,\"called\":null,\"portions\":4}]");
            assertThat(client.get("/none").text()).isEqualTo("[]");
        }
    }

    @Test
    void their_fields_have_the_same_names_on_every_database_as_those_of_maps_have() {
        String sql = "select id, portions as NumberOf, name as \"called\" from dish where id = 1";
        app.get("/rows", rq -> Response.streamRows(sql));
        app.get("/maps", rq -> rq.db().createQuery(sql).mapToMap().list());
        app.get("/mixed", rq -> Response.streamRows("select name as \"calledBy\" from dish where id = 1"));
        try (Client client = app.client()) {
            String expected = "[{\"id\":1,\"numberof\":3,\"called\":\"soup\"}]";
            assertThat(client.get("/rows").text()).isEqualTo(expected);
            assertThat(client.get("/maps").text()).isEqualTo(expected);
            assertThat(client.get("/mixed").text()).isEqualTo("[{\"calledBy\":\"soup\"}]");
        }
    }

    @Test
    void values_are_what_json_can_say() {
        String sql =
                "select date '2026-01-02' as \"d\", timestamp '2026-01-02 03:04:05' as \"t\", cast(1.50 as decimal(5,2)) as \"n\","
                        + " true as \"b\", cast('{\"a\":1}' as "
                        + (on == TestDatabase.H2 ? "varchar) format json" : "jsonb)")
                        + " as \"j\", array['x','y'] as \"l\", cast('00000000-0000-0000-0000-000000000001' as uuid) as \"u\"";
        app.get("/", rq -> Response.streamRows(sql));
        try (Client client = app.client()) {
            assertThat(client.get("/").text().replace("{\"a\": 1}", "{\"a\":1}"))
                    .isEqualTo(
                            "[{\"d\":\"2026-01-02\",\"t\":\"2026-01-02T03:04:05\",\"n\":1.50,\"b\":true,\"j\":{\"a\":1},"
                                    + "\"l\":[\"x\",\"y\"],\"u\":\"00000000-0000-0000-0000-000000000001\"}]");
        }
    }

    /** JDBC's dates are midnight here, which is the day before in UTC for half of the world. */
    @Test
    void dates_and_arrays_of_maps_are_as_those_of_rows() {
        String sql = "select date '2026-12-24' as \"d\", array['x','y'] as \"l\", array[date '2026-12-24'] as \"ds\"";
        app.get("/rows", rq -> Response.streamRows(sql));
        app.get("/maps", rq -> rq.db().createQuery(sql).mapToMap().list());
        try (Client client = app.client()) {
            String expected = "[{\"d\":\"2026-12-24\",\"l\":[\"x\",\"y\"],\"ds\":[\"2026-12-24\"]}]";
            assertThat(client.get("/rows").text()).isEqualTo(expected);
            assertThat(client.get("/maps").text()).isEqualTo(expected);
        }
    }

    @Test
    void a_form_of_their_own_is_written_row_by_row() {
        app.get(
                "/dishes.csv",
                rq -> Response.streamRows(
                                "text/csv; charset=utf-8",
                                (row, out) -> out.write(row.getColumn("id", Integer.class) + ","
                                        + row.getColumn("name", String.class) + "\n"),
                                "select id, name from dish order by id")
                        .header("Content-Disposition", "attachment"));
        try (Client client = app.client()) {
            ClientResponse answer = client.get("/dishes.csv");
            assertThat(answer.text()).isEqualTo("1,soup\n2,null\n");
            assertThat(answer.header("Content-Type")).contains("text/csv; charset=utf-8");
            assertThat(answer.header("Content-Disposition")).contains("attachment");
        }
    }

    @Test
    void what_fails_before_the_first_byte_is_answered_as_any_error() {
        app.get("/wrong", rq -> Response.streamRows("select nothing from nowhere"));
        app.get(
                "/writer",
                rq -> Response.streamRows(
                        "text/plain",
                        (row, out) -> {
                            out.write("some text");
                            throw new IllegalStateException("on purpose");
                        },
                        "select id from dish"));
        app.get("/writes", rq -> Response.streamRows("delete from dish"));
        try (Client client = app.client("--database.stream.size", "1")) {
            for (String path : List.of("/wrong", "/writer", "/writes", "/wrong")) {
                ClientResponse answer = client.get(path);
                assertThat(answer.status()).as(path).isEqualTo(500);
                assertThat(answer.header("Content-Type")).contains("application/problem+json");
            }
        }
    }

    @Test
    void head_runs_no_query() {
        app.get("/", rq -> Response.streamRows("select nothing from nowhere"));
        try (Client client = app.client()) {
            ClientResponse answer = client.send("HEAD", "/", Map.of(), new byte[0]);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).contains("application/json");
        }
    }

    @Test
    void who_gets_no_connection_in_time_is_answered_503_and_requests_go_on() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        app.get(
                "/slow",
                rq -> Response.streamRows(
                        "text/plain",
                        (row, out) -> {
                            reads.countDown();
                            goOn.await();
                        },
                        "select id from dish"));
        app.get("/rows", rq -> Response.streamRows("select id from dish"));
        app.get(
                "/count",
                rq -> rq.db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one());
        try (Client client = app.client("--database.stream.size", "1", "--database.pool.timeout", "50ms")) {
            CompletableFuture<ClientResponse> slow = CompletableFuture.supplyAsync(() -> client.get("/slow"));
            assertThat(reads.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            ClientResponse refused = client.get("/rows");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(client.get("/count").text()).isEqualTo("2");
            goOn.countDown();
            assertThat(slow.get(SECONDS, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(client.get("/rows").status()).isEqualTo(200);
        }
    }

    @Test
    void many_rows_need_little_memory() throws Exception {
        AtomicLong most = new AtomicLong();
        AtomicInteger rows = new AtomicInteger();
        app.get(
                "/",
                rq -> Response.streamRows(
                        "text/plain",
                        (row, out) -> {
                            int n = rows.incrementAndGet();
                            if (n == 1 || n % (MANY / 4) == 0) {
                                most.accumulateAndGet(heap(), Math::max);
                            }
                            out.write(row.getColumn("text", String.class));
                        },
                        many()));
        try (Server server = app.start("--port", "0");
                Wire wire = new Wire(server.port())) {
            long before = heap();
            wire.send("GET", "/", "Connection: close\r\n");
            assertThat(wire.skip()).isGreaterThan(MANY * 200L);
            eventuallyNobodyHolds(server);
            assertThat(rows).hasValue(MANY);
            // all rows at once would be more than 40 MB; as many as H2 keeps in memory otherwise, 10
            assertThat(most.get() - before).isLessThan(6_000_000);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void a_client_that_goes_away_gives_the_connection_back() throws Exception {
        app.get("/", rq -> Response.streamRows(many()).fetchSize(10));
        try (Server server = app.start("--port", "0", "--database.stream.size", "1")) {
            for (int i = 0; i < 3; i++) {
                try (Wire wire = new Wire(server.port())) {
                    wire.send("GET", "/", "");
                    wire.until("xxx");
                    assertThat(pool(server).leased()).isEqualTo(1);
                }
                eventuallyNobodyHolds(server);
            }
            assertThat(database(server).poolView().leased()).isZero();
        }
    }

    @Test
    void what_fails_after_the_first_bytes_cuts_the_connection() throws Exception {
        app.get(
                "/",
                rq -> Response.streamRows(
                        "text/plain",
                        (row, out) -> {
                            if (row.getColumn("n", Integer.class) == 1000) {
                                throw new IllegalStateException("on purpose");
                            }
                            out.write(row.getColumn("text", String.class));
                        },
                        many()));
        try (Server server = app.start("--port", "0")) {
            String all = Wire.answer(server.port(), "GET", "/");
            assertThat(all).startsWith("HTTP/1.1 200").contains("xxx").doesNotEndWith("0\r\n\r\n");
            eventuallyNobodyHolds(server);
        }
    }

    @Test
    void a_stop_ends_what_is_not_done_in_time_and_gives_the_connection_back() throws Exception {
        List<Database> seen = new ArrayList<>();
        app.get("/", rq -> Response.streamRows(many()));
        try (Server server = app.start("--port", "0", "--stop.grace", "100ms");
                Wire wire = new Wire(server.port())) {
            wire.send("GET", "/", "");
            wire.until("xxx");
            // nobody reads on, so the server can't write all
            seen.add(database(server));
            server.close();
            eventuallyNobodyHolds(server);
            assertThatThrownBy(() -> seen.getFirst()
                            .beginStream(dev.brigade.threads.Activity.current())
                            .db()
                            .select("select 1")
                            .mapTo(int.class)
                            .one())
                    .hasMessageContaining("is closed");
        }
    }

    @Test
    void a_fetch_size_is_for_rows() {
        assertThatThrownBy(() -> Response.text("x").fetchSize(5)).hasMessageContaining("streamRows");
        assertThatThrownBy(() -> Response.streamRows("select 1").fetchSize(0)).hasMessageContaining("not 0");
    }

    @Test
    void an_error_handler_that_answers_with_rows_again_does_not_go_round_for_ever() {
        app.get("/", rq -> Response.streamRows("select nothing from nowhere"));
        app.error(RuntimeException.class, (rq, e) -> Response.streamRows("select nothing from nowhere"));
        try (Client client = app.client()) {
            assertThat(client.get("/").status()).isEqualTo(500);
        }
    }
}
