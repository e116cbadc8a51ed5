package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** Seats of a cinema. */
public final class SeatTakenTwice {
    private SeatTakenTwice() {}

    public static void rows(Handle db) {
        db.execute("create table seat (place varchar(4) primary key, guest varchar(10))");
        db.execute("insert into seat values ('1A', null)");
        db.execute("insert into seat values ('1B', 'Zoe')");
    }

    /** The seat is free when both look. */
    public static App broken() {
        var app = App.named("cinema").database("jdbc:h2:mem:cinema");
        app.post("/seats/{place}/{guest}", rq -> {
                    boolean free = rq.db()
                            .select("select guest from seat where place = ?", rq.path("place"))
                            .map((row, _) -> row.getString("guest") == null)
                            .one();
                    if (!free) {
                        throw new Conflict("That seat is taken");
                    }
                    rq.db().execute("update seat set guest = ? where place = ?", rq.path("guest"), rq.path("place"));
                    return "Enjoy the film";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** Only a free seat is taken. */
    public static App fixed() {
        var app = App.named("cinema").database("jdbc:h2:mem:cinema");
        app.post("/seats/{place}/{guest}", rq -> {
                    int rows = rq.db()
                            .execute(
                                    "update seat set guest = ? where place = ? and guest is null",
                                    rq.path("guest"),
                                    rq.path("place"));
                    if (rows == 0) {
                        throw new Conflict("That seat is taken");
                    }
                    return "Enjoy the film";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
