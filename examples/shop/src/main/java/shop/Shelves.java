package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.web.App;
import dev.brigade.web.Request;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.List;

/** Pieces go from one shelf to another; none is lost on the way. */
final class Shelves {
    static final Lesson LESSON = new Lesson(
            "shelves",
            "Two requests wait for each other",
            "deadlock",
            "Each locks the row that it takes from and then the one that it gives to: two in opposite directions each have what the other one"
                    + " wants. The database ends one of them, which runs again; that costs time, and under load a lot of it.",
            "All lock the rows in one order, here that of their names.",
            List.of(
                    new Lesson.Field("from", "From", "cellar"),
                    new Lesson.Field("to", "To", "front"),
                    new Lesson.Field("pieces", "Pieces", "5")),
            "select name, pieces from shelf order by name");

    record Move(
            @NotBlank String from,
            @NotBlank String to,
            @Positive int pieces) {}

    private Shelves() {}

    static void routes(App app) {
        app.post("/naive/shelves", rq -> {
                    var move = rq.body(Move.class);
                    add(rq, move.from(), -move.pieces());
                    add(rq, move.to(), move.pieces());
                    return moved(rq, move);
                })
                .tolerates("deadlock", ON_PURPOSE)
                .example("/naive/shelves", new Move("cellar", "front", 5))
                .example("/naive/shelves", new Move("front", "cellar", 3));

        app.post("/shelves", rq -> {
                    var move = rq.body(Move.class);
                    if (move.from().compareTo(move.to()) < 0) {
                        add(rq, move.from(), -move.pieces());
                        add(rq, move.to(), move.pieces());
                    } else {
                        add(rq, move.to(), move.pieces());
                        add(rq, move.from(), -move.pieces());
                    }
                    return moved(rq, move);
                })
                .example("/shelves", new Move("cellar", "front", 5))
                .example("/shelves", new Move("front", "cellar", 3));
    }

    private static void add(Request rq, String shelf, int pieces) {
        rq.db().execute("update shelf set pieces = pieces + ? where name = ?", pieces, shelf);
    }

    private static Object moved(Request rq, Move move) {
        int left = rq.db()
                .select("select coalesce(min(pieces), 0) from shelf where name = ?", move.from())
                .mapTo(int.class)
                .one();
        return left < 0
                ? LESSON.refused(rq, "Not so many on that shelf")
                : LESSON.done(rq, move.pieces() + " moved to the " + move.to());
    }
}
