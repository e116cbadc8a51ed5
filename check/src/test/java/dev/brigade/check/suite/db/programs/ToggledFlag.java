package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** A lamp that is switched on if it is off, and off if it is on. */
public final class ToggledFlag {
    private ToggledFlag() {}

    public static void rows(Handle db) {
        db.execute("create table lamp (id int primary key, lit boolean not null)");
        db.execute("insert into lamp values (1, false)");
    }

    /** Both find it off, and both switch it on. */
    public static App broken() {
        var app = App.named("lamps").database("jdbc:h2:mem:lamps");
        app.post("/lamps/{id:int}/toggle", rq -> {
                    int id = rq.path("id", int.class);
                    boolean lit = rq.db()
                            .select("select lit from lamp where id = ?", id)
                            .mapTo(boolean.class)
                            .one();
                    rq.db().execute("update lamp set lit = ? where id = ?", !lit, id);
                    return "Switched";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** The database switches it. */
    public static App fixed() {
        var app = App.named("lamps").database("jdbc:h2:mem:lamps");
        app.post("/lamps/{id:int}/toggle", rq -> {
                    rq.db().execute("update lamp set lit = not lit where id = ?", rq.path("id", int.class));
                    return "Switched";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
