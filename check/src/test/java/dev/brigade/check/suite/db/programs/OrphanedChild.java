package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.NotFound;
import org.jdbi.v3.core.Handle;

/** Shelves with books, without a foreign key between them. */
public final class OrphanedChild {
    private OrphanedChild() {}

    public static void rows(Handle db) {
        db.execute("create table shelf (id int primary key)");
        db.execute("create table book (title varchar(20) primary key, shelf int not null)");
        db.execute("insert into shelf values (1)");
        db.execute("insert into book values ('Emma', 1)");
    }

    /** A book is put on a shelf that is taken down meanwhile. */
    public static App broken() {
        return app("select id from shelf where id = ?");
    }

    /** Who puts a book there holds the shelf. */
    public static App fixed() {
        return app("select id from shelf where id = ? for update");
    }

    private static App app(String find) {
        var app = App.named("shelves").database("jdbc:h2:mem:shelves");
        app.post("/shelves/{id:int}/books/{title}", rq -> {
                    int id = rq.path("id", int.class);
                    if (rq.db().select(find, id).mapTo(int.class).findOne().isEmpty()) {
                        throw new NotFound("There is no shelf " + id);
                    }
                    rq.db().execute("insert into book (title, shelf) values (?, ?)", rq.path("title"), id);
                    return "There it stands";
                })
                .isolation(READ_COMMITTED);
        app.delete("/shelves/{id:int}", rq -> {
                    int id = rq.path("id", int.class);
                    if (rq.db().select(find, id).mapTo(int.class).findOne().isEmpty()) {
                        throw new NotFound("There is no shelf " + id);
                    }
                    rq.db().execute("delete from book where shelf = ?", id);
                    rq.db().execute("delete from shelf where id = ?", id);
                    return "Taken down";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
