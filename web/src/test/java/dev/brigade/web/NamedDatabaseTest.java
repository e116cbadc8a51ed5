package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamedDatabaseTest {
    private static String h2() {
        return "jdbc:h2:mem:" + UUID.randomUUID();
    }

    private final App app = App.named("test").database(h2()).database("stock", h2());

    NamedDatabaseTest() {
        app.onStart(work -> {
            work.db().execute("create table dish (id int)");
            work.db("stock").execute("create table shelf (id int)");
        });
        app.get(
                "/count",
                rq -> rq.db()
                                .select("select count(*) from dish")
                                .mapTo(int.class)
                                .one() + "/"
                        + rq.db("stock")
                                .select("select count(*) from shelf")
                                .mapTo(int.class)
                                .one());
    }

    @Test
    void a_request_commits_in_both_or_fails_in_both() {
        app.post("/both", rq -> {
            rq.db().execute("insert into dish values (1)");
            rq.db("stock").execute("insert into shelf values (1)");
            if (rq.query("fail").isPresent()) {
                throw new IllegalStateException("on purpose");
            }
            return Response.noContent();
        });
        try (Client client = app.client("--database.stock.pool.size", "1", "--database.pool.size", "1")) {
            assertThat(client.post("/both?fail=1", "").status()).isEqualTo(500);
            assertThat(client.get("/count").text()).isEqualTo("0/0");
            assertThat(client.post("/both", "").status()).isEqualTo(204);
            assertThat(client.get("/count").text()).isEqualTo("1/1");
        }
    }

    @Test
    void what_commits_in_the_first_only_is_said_to_be_done_in_part() {
        App mixed = App.named("mixed")
                .database(h2())
                .database("stock", TestDatabase.POSTGRESQL.fresh().url());
        mixed.onStart(work -> {
            work.db().execute("create table dish (id int)");
            work.db("stock").execute("create table shelf (id int primary key)");
            work.db("stock").execute("create table box (shelf int references shelf deferrable initially deferred)");
        });
        mixed.post("/both", rq -> {
            rq.db().execute("insert into dish values (1)");
            return rq.db("stock").execute("insert into box values (1)");
        });
        try (Client client = mixed.client("--database.stock.user", "postgres")) {
            ClientResponse answer = client.post("/both", "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("Only a part of this was done").doesNotContain("lost");
        }
    }

    @Test
    void its_name_must_be_one_and_must_be_there() {
        assertThatThrownBy(() -> app.database("my stock", h2())).hasMessageContaining("\"my stock\" is no name");
        assertThatThrownBy(() -> app.database("main", h2())).hasMessageContaining("not \"main\"");
        assertThatThrownBy(() -> app.database("stock", h2())).hasMessageContaining("database.stock.url");
        assertThatThrownBy(() -> app.migrations("stork", "db")).hasMessageContaining("before its .migrations");
    }
}
