package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.HttpError;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client, and the log, are told of a constraint that refused what a handler wanted. */
class ViolationAnswerTest {
    record Dish(int id, String name) {}

    private static App app(TestDatabase database) {
        App app = App.named("dishes").database(database.fresh().url());
        app.onStart(work -> {
            work.db()
                    .execute("create table dish (id int, name varchar(20) not null,"
                            + " constraint dish_name_once unique (name), constraint dish_id_small check (id < 100))");
            work.db().execute("insert into dish values (1, 'carbonara')");
        });
        app.post("/dishes", rq -> {
            Dish dish = rq.body(Dish.class);
            String name = dish.name().isEmpty() ? null : dish.name();
            rq.db().execute("insert into dish values (?, ?)", dish.id(), name);
            return Response.noContent();
        });
        app.put("/dishes", rq -> {
            Dish dish = rq.body(Dish.class);
            rq.finish("insert into dish values (?, ?)", dish.id(), dish.name());
            return Response.noContent();
        });
        return app;
    }

    @ParameterizedTest
    @CsvSource({
        "H2,         POST, 2,   carbonara, 409, There is one like this already",
        "POSTGRESQL, POST, 2,   carbonara, 409, There is one like this already",
        "H2,         PUT,  2,   carbonara, 409, There is one like this already",
        "POSTGRESQL, PUT,  2,   carbonara, 409, There is one like this already",
        "H2,         POST, 100, aglio,     422, a value is not allowed",
        "POSTGRESQL, POST, 100, aglio,     422, a value is not allowed",
        "H2,         POST, 2,   '',        422, something that must be there is missing",
        "POSTGRESQL, POST, 2,   '',        422, something that must be there is missing"
    })
    void it_is_the_client_s_mistake_and_names_nothing_of_the_database(
            TestDatabase database, String method, int id, String name, int status, String detail) {
        try (LogLines log = new LogLines("brigade");
                Client client = app(database).client()) {
            ClientResponse answer = client.send(method, "/dishes", new Dish(id, name));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.json(Map.class).get("detail")).isEqualTo(detail);
            assertThat(answer.text()).doesNotContainIgnoringCase("dish_").doesNotContain("carbonara");
            assertThat(log.with("ERROR")).isEmpty();
            assertThat(log.with("was refused by a constraint of the database"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("WARN " + method + " /dishes #")
                            .containsIgnoringCase(name.isEmpty() ? "name" : "dish_")
                            .doesNotContain("carbonara"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_the_application_says_of_it_goes_before(TestDatabase database) {
        App app = app(database);
        app.error(
                RuntimeException.class,
                (rq, e) -> Response.text("Choose another name").status(400));
        try (Client client = app.client()) {
            assertThat(client.post("/dishes", new Dish(2, "carbonara")).text()).isEqualTo("Choose another name");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_of_the_error_that_it_becomes_answers_it(TestDatabase database) {
        App app = app(database);
        app.error(
                Conflict.class, (rq, e) -> Response.text("taken: " + e.detail()).status(e.status()));
        app.error(HttpError.class, (rq, e) -> Response.text("other").status(e.status()));
        app.error(Exception.class, (rq, e) -> Response.text("our mistake").status(500));
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            ClientResponse answer = client.post("/dishes", new Dish(2, "carbonara"));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text()).isEqualTo("taken: There is one like this already");
            assertThat(client.post("/dishes", new Dish(100, "aglio")).text()).isEqualTo("other");
            assertThat(log.with("was refused by a constraint of the database")).hasSize(2);
            assertThat(log.with("ERROR")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_of_what_the_database_threw_goes_before(TestDatabase database) {
        App app = app(database);
        app.error(Conflict.class, (rq, e) -> Response.text("conflict").status(409));
        app.error(JdbiException.class, (rq, e) -> Response.text("database").status(409));
        try (Client client = app.client()) {
            assertThat(client.post("/dishes", new Dish(2, "carbonara")).text()).isEqualTo("database");
        }
    }
}
