package shop;

import dev.brigade.web.App;
import dev.brigade.web.Request;
import dev.brigade.web.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The application: its lessons, and the page that shows them. */
public final class Shop {
    static final List<Lesson> LESSONS = List.of(
            Vouchers.LESSON,
            Stock.LESSON,
            Checkout.LESSON,
            Wallets.LESSON,
            Names.LESSON,
            Tills.LESSON,
            Invoices.LESSON,
            Deliveries.LESSON,
            Shelves.LESSON);

    private Shop() {}

    public static void main(String... args) {
        app().run(args);
    }

    /** A factory, so that each test has a shop of its own. */
    public static App app() {
        var app = App.named("shop").database().migrations("db");
        app.get("/", rq -> rq.prefersHtml() ? page(rq) : rows(rq)).example("/");
        app.post("/again", Again::run).example("/again");
        Vouchers.routes(app);
        Stock.routes(app);
        Checkout.routes(app);
        Wallets.routes(app);
        Names.routes(app);
        Tills.routes(app);
        Invoices.routes(app);
        Deliveries.routes(app);
        Shelves.routes(app);
        return app;
    }

    private static View page(Request rq) {
        return View.of(
                "index.html",
                "lessons",
                LESSONS,
                "rows",
                rows(rq),
                "at",
                rq.query("at").orElse(""),
                "said",
                rq.query("said").orElse(""));
    }

    /** By lesson, what its tables contain: each row by its columns. */
    private static Map<String, List<Map<String, Object>>> rows(Request rq) {
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        for (Lesson lesson : LESSONS) {
            rows.put(
                    lesson.path(), rq.db().createQuery(lesson.rows()).mapToMap().list());
        }
        return rows;
    }
}
