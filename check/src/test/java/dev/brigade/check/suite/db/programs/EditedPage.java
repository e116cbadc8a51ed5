package dev.brigade.check.suite.db.programs;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** A page of a wiki: a browser reads it by one request, and writes it back by another. */
public final class EditedPage {
    private EditedPage() {}

    /** What is read and written. */
    public record Page(int version, String text) {}

    public static void rows(Handle db) {
        db.execute("create table page (id int primary key, text varchar(100) not null, version int not null)");
        db.execute("insert into page values (1, 'We meet', 1)");
    }

    /** Each request by itself is right, and the second writes over what it has not seen. */
    public static App broken() {
        var app = read();
        app.put("/pages/{id:int}", rq -> {
            Page page = rq.body(Page.class);
            rq.db()
                    .execute(
                            "update page set text = ?, version = version + 1 where id = ?",
                            page.text(),
                            rq.path("id", int.class));
            return "Saved";
        });
        return app;
    }

    /** It has to name the version that it has seen. */
    public static App fixed() {
        var app = read();
        app.put("/pages/{id:int}", rq -> {
            Page page = rq.body(Page.class);
            int rows = rq.db()
                    .execute(
                            "update page set text = ?, version = version + 1 where id = ? and version = ?",
                            page.text(),
                            rq.path("id", int.class),
                            page.version());
            if (rows == 0) {
                throw new Conflict("Somebody else has changed it");
            }
            return "Saved";
        });
        return app;
    }

    private static App read() {
        var app = App.named("wiki").database("jdbc:h2:mem:wiki");
        app.get(
                "/pages/{id:int}",
                rq -> rq.db()
                        .select("select version, text from page where id = ?", rq.path("id", int.class))
                        .mapTo(Page.class)
                        .findOne());
        return app;
    }
}
