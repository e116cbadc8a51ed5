package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** A document with a version, so that nobody writes over what he has not seen. */
public final class VersionCheckedApart {
    private VersionCheckedApart() {}

    public static void rows(Handle db) {
        db.execute("create table document (id int primary key, text varchar(40) not null, version int not null)");
        db.execute("insert into document values (1, 'draft', 1)");
    }

    /** The version is checked by one statement, and written by another. */
    public static App broken() {
        var app = App.named("documents").database("jdbc:h2:mem:documents");
        app.put("/documents/{id:int}/{version:int}/{text}", rq -> {
                    int id = rq.path("id", int.class);
                    int seen = rq.path("version", int.class);
                    int version = rq.db()
                            .select("select version from document where id = ?", id)
                            .mapTo(int.class)
                            .one();
                    if (version != seen) {
                        throw new Conflict("Somebody else has changed it");
                    }
                    rq.db()
                            .execute(
                                    "update document set text = ?, version = ? where id = ?",
                                    rq.path("text"),
                                    version + 1,
                                    id);
                    return "Saved";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** The write checks. */
    public static App fixed() {
        var app = App.named("documents").database("jdbc:h2:mem:documents");
        app.put("/documents/{id:int}/{version:int}/{text}", rq -> {
                    int seen = rq.path("version", int.class);
                    int rows = rq.db()
                            .execute(
                                    "update document set text = ?, version = ? where id = ? and version = ?",
                                    rq.path("text"),
                                    seen + 1,
                                    rq.path("id", int.class),
                                    seen);
                    if (rows == 0) {
                        throw new Conflict("Somebody else has changed it");
                    }
                    return "Saved";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
