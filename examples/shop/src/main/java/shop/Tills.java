package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

/** Of two tills one has to stay open. */
final class Tills {
    static final Lesson LESSON = new Lesson(
            "tills",
            "Nobody is at the till",
            "write skew",
            "Two requests count two open tills, and each closes another one: they write different rows, so snapshots let both commit, and"
                    + " no till is open.",
            "Who wants to close one locks all that are open, by SELECT … FOR UPDATE: the second counts when the first is done.",
            List.of(new Lesson.Field("till", "Till", "left")),
            "select name, is_open from till order by name");

    record Close(@NotBlank String till) {}

    private Tills() {}

    static void routes(App app) {
        app.post("/naive/tills", rq -> {
                    String till = rq.body(Close.class).till();
                    int open = rq.db()
                            .select("select count(*) from till where is_open")
                            .mapTo(int.class)
                            .one();
                    if (open < 2) {
                        return LESSON.refused(rq, "It is the last one");
                    }
                    rq.db().execute("update till set is_open = false where name = ?", till);
                    return LESSON.done(rq, "The " + till + " till is closed");
                })
                .isolation(Isolation.REPEATABLE_READ)
                .tolerates("write skew", ON_PURPOSE)
                .tolerates("phantom", ON_PURPOSE)
                .example("/naive/tills", new Close("left"))
                .example("/naive/tills", new Close("right"));

        app.post("/tills", rq -> {
                    String till = rq.body(Close.class).till();
                    List<String> open = rq.db()
                            .select("select name from till where is_open order by name for update")
                            .mapTo(String.class)
                            .list();
                    if (open.size() < 2) {
                        return LESSON.refused(rq, "It is the last one");
                    }
                    rq.db().execute("update till set is_open = false where name = ?", till);
                    return LESSON.done(rq, "The " + till + " till is closed");
                })
                .example("/tills", new Close("left"))
                .example("/tills", new Close("right"));
    }
}
