package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;
import static dev.brigade.data.options.Isolation.REPEATABLE_READ;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Two doctors, of whom one must be on call. */
public final class DoctorsOnCall {
    private DoctorsOnCall() {}

    public static void rows(Handle db) {
        db.execute("create table doctor (name varchar(10) primary key, on_call boolean not null)");
        db.execute("insert into doctor values ('Ada', true)");
        db.execute("insert into doctor values ('Bob', true)");
    }

    /** Each sees the other on call, and leaves. A snapshot does not help. */
    public static App broken() {
        return app("select name from doctor where on_call order by name", REPEATABLE_READ);
    }

    /** Who looks holds the rows of both. */
    public static App fixed() {
        return app("select name from doctor where on_call order by name for update", READ_COMMITTED);
    }

    private static App app(String look, Isolation isolation) {
        var app = App.named("hospital").database("jdbc:h2:mem:hospital");
        app.post("/doctors/{name}/leave", rq -> {
                    List<String> there =
                            rq.db().select(look).mapTo(String.class).list();
                    if (there.size() < 2) {
                        throw new Conflict("Nobody else is on call");
                    }
                    rq.db().execute("update doctor set on_call = false where name = ?", rq.path("name"));
                    return "Good night";
                })
                .isolation(isolation);
        return app;
    }
}
