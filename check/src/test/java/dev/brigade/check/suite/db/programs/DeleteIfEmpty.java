package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.NotFound;
import org.jdbi.v3.core.Handle;

/** Folders that can be deleted when nothing is in them. */
public final class DeleteIfEmpty {
    private DeleteIfEmpty() {}

    public static void rows(Handle db) {
        db.execute("create table folder (id int primary key)");
        db.execute("create table file (name varchar(10) primary key, folder int not null)");
        db.execute("insert into folder values (1)");
    }

    /** It is empty when one looks, and there when the other does. */
    public static App broken() {
        return app("");
    }

    /** Both hold the folder. */
    public static App fixed() {
        return app(" for update");
    }

    private static App app(String lock) {
        var app = App.named("folders").database("jdbc:h2:mem:folders");
        app.delete("/folders/{id:int}", rq -> {
                    int id = rq.path("id", int.class);
                    if (rq.db()
                            .select("select id from folder where id = ?" + lock, id)
                            .mapTo(int.class)
                            .findOne()
                            .isEmpty()) {
                        throw new NotFound("There is no folder " + id);
                    }
                    int files = rq.db()
                            .select("select count(*) from file where folder = ?", id)
                            .mapTo(int.class)
                            .one();
                    if (files > 0) {
                        throw new Conflict("Folder " + id + " is not empty");
                    }
                    rq.db().execute("delete from folder where id = ?", id);
                    return "Deleted";
                })
                .isolation(READ_COMMITTED);
        app.post("/folders/{id:int}/files/{name}", rq -> {
                    int id = rq.path("id", int.class);
                    if (rq.db()
                            .select("select id from folder where id = ?" + lock, id)
                            .mapTo(int.class)
                            .findOne()
                            .isEmpty()) {
                        throw new NotFound("There is no folder " + id);
                    }
                    rq.db().execute("insert into file (name, folder) values (?, ?)", rq.path("name"), id);
                    return "Written";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
