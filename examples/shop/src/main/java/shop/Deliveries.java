package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.web.App;
import java.util.List;

/** A delivery is booked in, and whatever becomes of that, it is noted that somebody tried. */
final class Deliveries {
    static final Lesson LESSON = new Lesson(
            "deliveries",
            "A request waits for itself",
            "deadlock",
            "What must be kept although the request fails is written on a second connection, but to a row that the first one has locked:"
                    + " the request waits for its own commit, until the lock timeout.",
            "Only one of the two writes the row; what the second one writes is a row of its own.",
            List.of(),
            "select 'pieces' as what, cast(pieces as varchar(80)) as entry from delivery"
                    + " union all select 'looks', cast(looks as varchar(80)) from delivery"
                    + " union all select 'log', line from delivery_log");

    private Deliveries() {}

    static void routes(App app) {
        app.post("/naive/deliveries", rq -> {
                    rq.db().execute("update delivery set pieces = pieces + 10 where id = 1");
                    try {
                        rq.runSeparately(
                                note -> note.db().execute("update delivery set looks = looks + 1 where id = 1"));
                    } catch (DatabaseException e) {
                        return LESSON.refused(rq, "It has waited for itself for ten seconds, and given up");
                    }
                    return LESSON.done(rq, "10 pieces more");
                })
                .tolerates("deadlock", ON_PURPOSE)
                .example("/naive/deliveries");

        app.post("/deliveries", rq -> {
                    rq.db().execute("update delivery set pieces = pieces + 10 where id = 1");
                    rq.runSeparately(
                            note -> note.db().execute("insert into delivery_log (line) values ('10 pieces more')"));
                    return LESSON.done(rq, "10 pieces more");
                })
                .tolerates(
                        "torn compound update",
                        "the note is there before the delivery, and stays if that fails: it is meant so")
                .example("/deliveries");
    }
}
