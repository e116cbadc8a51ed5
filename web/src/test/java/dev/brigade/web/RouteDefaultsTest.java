package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.errors.NotFound;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteDefaultsTest {
    private final App app = App.named("test");

    private String table() {
        return CommandLineRun.table(app.routes()).replaceAll(" +", " ");
    }

    @Test
    void what_an_application_or_a_group_says_holds_for_the_routes_after_it_and_a_route_may_say_otherwise() {
        app.get("/before", rq -> "");
        app.isolation(Isolation.REPEATABLE_READ);
        app.post("/after", rq -> "");
        app.group("/admin", admin -> {
            admin.post("/inherits", rq -> "");
            admin.isolation(Isolation.READ_COMMITTED);
            admin.readOnly(true);
            admin.post("/reads", rq -> "");
            admin.post("/own", rq -> "").isolation(Isolation.SERIALIZABLE).readOnly(false);
            admin.group("/deep", deep -> deep.get("/er", rq -> ""));
        });
        app.get("/outside", rq -> "");

        assertThat(table().lines())
                .containsExactly(
                        "GET /before serializable, read only",
                        "POST /after repeatable read",
                        "POST /admin/inherits repeatable read",
                        "POST /admin/reads read committed, read only",
                        "POST /admin/own serializable",
                        "GET /admin/deep/er read committed, read only",
                        "GET /outside repeatable read, read only");
    }

    @Test
    void what_the_application_says_holds_for_what_no_route_takes() {
        App app = App.named("counting").database("jdbc:h2:mem:" + UUID.randomUUID());
        app.onStart(work -> work.db().execute("create table hit (path varchar(100))"));
        app.readOnly(false);
        app.before(rq -> {
            rq.db().execute("insert into hit values (?)", rq.path());
            if (rq.run() == 1) {
                throw new IllegalStateException(new SQLException("made up", "40001"));
            }
        });
        app.around((rq, next) -> {
            try {
                return next.handle(rq);
            } catch (NotFound e) {
                return Response.text("nothing").status(404);
            }
        });
        app.get(
                "/hits",
                rq -> rq.db()
                        .createQuery("select path from hit")
                        .mapTo(String.class)
                        .list());
        try (Client client = app.client()) {
            assertThat(client.get("/nothing").status()).isEqualTo(404);
            assertThat(client.get("/hits").jsonList(String.class)).containsExactly("/nothing", "/hits");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_get_that_writes_is_told_how_to_declare_it(TestDatabase database) {
        App app = App.named("counting").database(database.fresh().url());
        app.onStart(work -> work.db().execute("create table hit (path varchar(100))"));
        app.get("/once", rq -> {
            rq.db().execute("insert into hit values ('/once')");
            return "";
        });
        app.get("/read-and-write", rq -> {
            rq.db().createQuery("select path from hit").mapTo(String.class).list();
            rq.db().execute("insert into hit values ('/read-and-write')");
            return "";
        });
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            for (String path : List.of("/once", "/read-and-write")) {
                assertThat(client.get(path).status()).isEqualTo(500);
                assertThat(log.traces())
                        .filteredOn(trace -> trace.contains("GET " + path + " #"))
                        .singleElement()
                        .asString()
                        .contains("a GET that has to write declares .readOnly(false)");
            }
        }
    }

    @Test
    void a_folder_of_files_that_is_not_there_is_told_at_start() {
        app.files("/assets", "nowhere").files("/again", "static");
        try (LogLines log = new LogLines("brigade");
                Client client = app.client()) {
            assertThat(client.get("/assets/app.css").status()).isEqualTo(404);
            assertThat(log.with("serves nothing"))
                    .containsExactly("WARN files(\"/assets\", \"nowhere\") serves nothing: there is no file in a folder"
                            + " \"nowhere\" of the class path, such as src/main/resources/nowhere");
        }
    }
}
