package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;
import static dev.brigade.data.options.Isolation.SERIALIZABLE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** Tags of a photo, as JSON in a column. */
public final class TextColumn {
    private TextColumn() {}

    public static void rows(Handle db) {
        db.execute("create table photo (id int primary key, tags varchar(100) not null)");
        db.execute("insert into photo values (1, '[\"sea\"]')");
    }

    /** Reads the whole list, adds one, writes the whole list. */
    public static App broken() {
        return app(READ_COMMITTED);
    }

    /** The same, as if it ran alone. */
    public static App fixed() {
        return app(SERIALIZABLE);
    }

    private static App app(Isolation isolation) {
        var app = App.named("photos").database("jdbc:h2:mem:photos");
        app.post("/photos/{id:int}/tags/{tag}", rq -> {
                    int id = rq.path("id", int.class);
                    String tags = rq.db()
                            .select("select tags from photo where id = ?", id)
                            .mapTo(String.class)
                            .one();
                    String more = tags.substring(0, tags.length() - 1) + ",\"" + rq.path("tag") + "\"]";
                    rq.db().execute("update photo set tags = ? where id = ?", more, id);
                    return more;
                })
                .isolation(isolation);
        return app;
    }
}
