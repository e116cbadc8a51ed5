package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** A meeting room that is booked by the hour. */
public final class RoomBooking {
    private RoomBooking() {}

    public static void rows(Handle db) {
        db.execute("create table room (id int primary key, name varchar(10) not null)");
        db.execute("create table booking (id bigint generated always as identity primary key, room int not null,"
                + " starts int not null, ends int not null)");
        db.execute("insert into room values (1, 'Attic')");
        db.execute("insert into booking (room, starts, ends) values (1, 9, 10)");
    }

    /** Nothing overlaps when both look. */
    public static App broken() {
        return app("select name from room where id = ?");
    }

    /** Who books a room holds its row from before the look. */
    public static App fixed() {
        return app("select name from room where id = ? for update");
    }

    private static App app(String find) {
        var app = App.named("rooms").database("jdbc:h2:mem:rooms");
        app.post("/rooms/{id:int}/bookings/{starts:int}/{ends:int}", rq -> {
                    int room = rq.path("id", int.class);
                    int starts = rq.path("starts", int.class);
                    int ends = rq.path("ends", int.class);
                    String name = rq.db().select(find, room).mapTo(String.class).one();
                    int overlapping = rq.db()
                            .select(
                                    "select count(*) from booking where room = ? and starts < ? and ends > ?",
                                    room,
                                    ends,
                                    starts)
                            .mapTo(int.class)
                            .one();
                    if (overlapping > 0) {
                        throw new Conflict(name + " is taken then");
                    }
                    rq.db().execute("insert into booking (room, starts, ends) values (?, ?, ?)", room, starts, ends);
                    return name + " is yours";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
