package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.BoundedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that only reads for a while: a standby, or one whose disk is nearly full, as some providers have it. */
class NoWritesTest {
    private final DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
    private final String name = settings.url().replaceAll(".*/([^/?]+)\\?.*", "$1");
    private final App app = App.named("test").database(settings.url());

    private void takesNoWrites() {
        TestDatabase.administer("alter database " + name + " set default_transaction_read_only = on");
        TestDatabase.administer(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name + "'");
    }

    private void takesWrites() {
        TestDatabase.administer("alter database " + name + " reset default_transaction_read_only");
    }

    @Test
    void who_writes_is_answered_503_and_who_reads_is_served_until_it_writes_again() {
        app.onStart(work -> work.db().execute("create table dish (id int)"));
        app.get(
                "/dishes",
                rq -> rq.db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one());
        app.post("/dishes", rq -> rq.db().execute("insert into dish values (1)"));
        app.post("/last", rq -> {
            rq.finish("insert into dish values (2)");
            return "";
        });
        app.post("/read-only", rq -> rq.db().execute("insert into dish values (1)"))
                .readOnly(true);
        try (Client client = app.client();
                LogLines log = new LogLines("dev.brigade.data")) {
            takesNoWrites();
            Eventually.holds("it reads", () -> client.get("/dishes").status() == 200);

            for (String path : new String[] {"/dishes", "/last"}) {
                ClientResponse refused = client.post(path, "");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isPresent();
                assertThat(refused.text()).contains("The database takes no writes at present; try again");
            }
            assertThat(log.with("WARN"))
                    .filteredOn(line -> line.contains("takes no writes"))
                    .singleElement()
                    .asString()
                    .contains("cannot execute INSERT in a read-only transaction")
                    .contains("default_transaction_read_only");
            assertThat(client.get("/dishes").text()).isEqualTo("0");
            assertThat(client.post("/read-only", "").status()).isEqualTo(500); // a mistake of the program

            takesWrites();
            Eventually.holds("it writes", () -> client.post("/dishes", "").status() == 200);
            assertThat(client.post("/last", "").status()).isEqualTo(200);
        }
    }

    @Test
    void items_wait_for_it_however_often_they_are_tried() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        BoundedQueue<String> pass = app.queue("pass", String.class, 10);
        app.onStart(work -> work.db().execute("create table dish (name varchar(20))"));
        app.consume(pass, 1, (work, dish) -> {
                    tries.incrementAndGet();
                    work.db().execute("insert into dish values (?)", dish);
                })
                .onFailure((work, dish, error) -> failures.incrementAndGet());
        app.get(
                "/dishes",
                rq -> rq.db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one());
        try (Client client = app.client("--retry.runs", "2")) {
            takesNoWrites();
            Eventually.holds("it reads", () -> client.get("/dishes").status() == 200);

            assertThat(pass.offer("soup", 1, TimeUnit.SECONDS)).isTrue();
            Eventually.holds("it has been tried more often than requests run", () -> tries.get() > 3);

            takesWrites();
            Eventually.holds("it is done", () -> client.get("/dishes").text().equals("1"));
            assertThat(failures).hasValue(0);
        }
    }

    /** A trigger says what PostgreSQL says then. */
    @Test
    void items_wait_also_while_the_disk_is_full_and_requests_are_503() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        BoundedQueue<String> pass = app.queue("pass", String.class, 10);
        app.onStart(work -> {
            work.db().execute("create table dish (name varchar(20))");
            work.db()
                    .execute("create function no_room() returns trigger language plpgsql as $$ begin"
                            + " raise exception 'No space left on device' using errcode = '53100'; end $$");
            work.db().execute("create trigger no_room before insert on dish for each row execute function no_room()");
        });
        app.consume(pass, 1, (work, dish) -> {
            tries.incrementAndGet();
            work.db().execute("insert into dish values (?)", dish);
        });
        app.post("/dishes", rq -> rq.db().execute("insert into dish values ('stew')"));
        app.post("/room", rq -> rq.db().execute("drop trigger no_room on dish"));
        app.get(
                "/dishes",
                rq -> rq.db()
                        .select("select count(*) from dish")
                        .mapTo(int.class)
                        .one());
        try (LogLines log = new LogLines("dev.brigade.data");
                LogLines errors = new LogLines("brigade");
                Client client = app.client("--retry.runs", "2")) {
            assertThat(pass.offer("soup", 1, TimeUnit.SECONDS)).isTrue();
            Eventually.holds("it has been tried more often than requests run", () -> tries.get() > 3);

            ClientResponse refused = client.post("/dishes", "");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("The database takes no writes at present; try again");
            assertThat(log.with("WARN"))
                    .singleElement()
                    .asString()
                    .contains("takes no writes: ERROR: No space left on device. Make room there.");

            assertThat(client.post("/room", "").status()).isEqualTo(200);
            Eventually.holds("it is done", () -> client.get("/dishes").text().equals("1"));
            assertThat(errors.with("ERROR")).isEmpty();
        }
    }
}
