package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** Votes for a song; the row comes with the first. */
public final class SelectThenInsert {
    private SelectThenInsert() {}

    public static void rows(Handle db) {
        db.execute("create table vote (song varchar(10) primary key, votes int not null)");
    }

    /** Both find no row, and both insert it: one of them fails. */
    public static App broken() {
        var app = App.named("songs").database("jdbc:h2:mem:songs");
        app.post("/songs/{song}/vote", rq -> {
                    String song = rq.path("song");
                    if (rq.db()
                            .select("select votes from vote where song = ?", song)
                            .mapTo(Integer.class)
                            .findOne()
                            .isPresent()) {
                        rq.db().execute("update vote set votes = votes + 1 where song = ?", song);
                    } else {
                        rq.db().execute("insert into vote values (?, 1)", song);
                    }
                    return "Thank you";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** Who votes for a song holds its lock until after the commit. */
    public static App fixed() {
        var app = App.named("songs").database("jdbc:h2:mem:songs");
        app.post("/songs/{song}/vote", rq -> {
                    String song = rq.path("song");
                    rq.hold(app.lock("song", song));
                    if (rq.db().execute("update vote set votes = votes + 1 where song = ?", song) == 0) {
                        rq.db().execute("insert into vote values (?, 1)", song);
                    }
                    return "Thank you";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
