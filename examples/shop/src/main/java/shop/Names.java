package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Each customer has a name of his own. */
final class Names {
    static final Lesson LESSON = new Lesson(
            "names",
            "Two customers have the same name",
            "check-then-act",
            "Two requests look for the name, find nobody, and both insert. There is no row yet that either could lock.",
            "A unique index decides: the second insert waits for the first, and fails if that commits.",
            List.of(new Lesson.Field("name", "Name", "Ann")),
            "select 'naively' as how, name from guest union all select 'rightly', name from member order by 1, 2");

    private static final String UNIQUE_VIOLATION = "23505";

    record Register(@NotBlank @Size(max = 40) String name) {}

    private Names() {}

    static void routes(App app) {
        app.post("/naive/names", rq -> {
                    String name = rq.body(Register.class).name();
                    boolean isTaken = rq.db()
                            .select("select id from guest where name = ?", name)
                            .mapTo(long.class)
                            .findFirst()
                            .isPresent();
                    if (isTaken) {
                        return LESSON.refused(rq, name + " is taken");
                    }
                    rq.db().execute("insert into guest (name) values (?)", name);
                    return LESSON.done(rq, "Welcome, " + name);
                })
                .isolation(Isolation.READ_COMMITTED)
                .tolerates("check-then-act", ON_PURPOSE)
                .example("/naive/names", new Register("Ann"));

        app.post("/names", rq -> {
                    String name = rq.body(Register.class).name();
                    try {
                        rq.db().execute("insert into member (name) values (?)", name);
                    } catch (UnableToExecuteStatementException e) {
                        if (e.getCause() instanceof SQLException refused
                                && UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                            return LESSON.refused(rq, name + " is taken");
                        }
                        throw e;
                    }
                    return LESSON.done(rq, "Welcome, " + name);
                })
                .example("/names", new Register("Ann"));
    }
}
