package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** A team that must not be left without an administrator. */
public final class LastAdmin {
    private LastAdmin() {}

    public static void rows(Handle db) {
        db.execute("create table team (id int primary key)");
        db.execute("create table admin (name varchar(10) primary key, team int not null)");
        db.execute("insert into team values (1)");
        db.execute("insert into admin values ('Ada', 1)");
        db.execute("insert into admin values ('Bob', 1)");
    }

    /** Both count two, and both go. */
    public static App broken() {
        return app("select id from team where id = ?");
    }

    /** Who changes a team holds its row. */
    public static App fixed() {
        return app("select id from team where id = ? for update");
    }

    private static App app(String find) {
        var app = App.named("team").database("jdbc:h2:mem:team");
        app.delete("/teams/{id:int}/admins/{name}", rq -> {
                    int team = rq.db()
                            .select(find, rq.path("id", int.class))
                            .mapTo(int.class)
                            .one();
                    int admins = rq.db()
                            .select("select count(*) from admin where team = ?", team)
                            .mapTo(int.class)
                            .one();
                    if (admins == 1) {
                        throw new Conflict("A team needs an administrator");
                    }
                    rq.db().execute("delete from admin where name = ?", rq.path("name"));
                    return "Removed";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
