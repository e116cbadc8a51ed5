package @package@;

import dev.brigade.web.App;
import dev.brigade.web.Response;
import dev.brigade.web.View;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Notes that visitors leave. */
public final class @Class@ {
    /** A row of the table: its components have the names of the columns. */
    public record Note(int id, String text) {}

    /** What a visitor sends, as a form or as JSON. */
    public record NewNote(@NotBlank @Size(max = 200) String text) {}

    private @Class@() {}

    /** Builds the application; each test has one of its own. */
    public static App app() {
        App app = App.named("@name@").database().migrations("db");

        app.get("/", rq -> View.of("index.html", "notes",
                rq.db().createQuery("select * from note order by id desc limit 50").mapTo(Note.class).list()));

        app.post("/notes", rq -> {
            NewNote note = rq.body(NewNote.class);
            rq.db().execute("insert into note (text) values (?)", note.text());
            return Response.redirect("/");
        });

        return app;
    }

    public static void main(String... args) {
        app().run(args);
    }
}
