package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While nodes are replaced, the old version runs on the new schema: its connections have prepared statements on the old one. */
class MigratedMeanwhileTest {
    private static final String ALL = "select * from dish order by id";

    private final DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
    private final App app = App.named("test").database(settings.url());

    @ParameterizedTest
    @ValueSource(strings = {"/dishes", "/first", "/stream", "/lines"})
    void a_select_of_all_columns_is_answered_after_one_has_been_added(String path) throws Exception {
        app.onStart(work -> work.db().execute("create table dish (id int primary key)"));
        app.onStart(work -> work.db().execute("insert into dish values (1)"));
        app.get("/dishes", rq -> rq.db().select(ALL).mapToMap().list());
        app.post("/first", rq -> {
            rq.db().execute("update dish set id = id");
            return rq.db().select(ALL).mapToMap().one();
        });
        app.get("/stream", rq -> Response.streamRows(ALL));
        app.get(
                "/lines",
                rq -> Response.streamRows(
                        "text/plain", (row, out) -> out.write(row.getColumn("id", String.class) + ";"), ALL));
        try (Client client = app.client()) {
            String method = path.equals("/first") ? "POST" : "GET";
            for (int time = 0;
                    time < 100;
                    time++) { // on each connection until it is prepared, and guessed to be the only one
                assertThat(client.send(method, path, Map.of(), new byte[0]).status())
                        .isEqualTo(200);
            }

            try (Connection migration = TestDatabase.target(settings).connect();
                    Statement statement = migration.createStatement()) {
                statement.execute("alter table dish add column name varchar(20)");
            }

            for (int time = 0; time < 10; time++) {
                ClientResponse answer = client.send(method, path, Map.of(), new byte[0]);
                assertThat(List.of(answer.status(), answer.text()))
                        .isIn(
                                List.of(200, "[{\"id\":1,\"name\":null}]"),
                                List.of(200, "{\"id\":1,\"name\":null}"),
                                List.of(200, "1;"));
            }
        }
    }
}
