package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** A page that counts who visits it. */
public final class ComputedCounter {
    private ComputedCounter() {}

    public static void rows(Handle db) {
        db.execute("create table page (path varchar(20) primary key, visits bigint not null)");
        db.execute("insert into page values ('home', 41)");
    }

    /** n = n + 1, computed in Java. */
    public static App broken() {
        var app = App.named("counter").database("jdbc:h2:mem:counter");
        app.post("/pages/{path}/visit", rq -> {
                    long visits = rq.db()
                            .select("select visits from page where path = ?", rq.path("path"))
                            .mapTo(long.class)
                            .one();
                    rq.db().execute("update page set visits = ? where path = ?", visits + 1, rq.path("path"));
                    return "Welcome";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** n = n + 1, computed in the database. */
    public static App fixed() {
        var app = App.named("counter").database("jdbc:h2:mem:counter");
        app.post("/pages/{path}/visit", rq -> {
                    rq.db().execute("update page set visits = visits + 1 where path = ?", rq.path("path"));
                    return "Welcome";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
