package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void its_name_must_be_one_and_must_be_there() {
        assertThatThrownBy(() -> app.database("my stock", h2())).hasMessageContaining("\"my stock\" is no name");
        assertThatThrownBy(() -> app.database("main", h2())).hasMessageContaining("not \"main\"");
        assertThatThrownBy(() -> app.database("stock", h2())).hasMessageContaining("database.stock.url");
        assertThatThrownBy(() -> app.migrations("stork", "db")).hasMessageContaining("before its .migrations");
    }
}
