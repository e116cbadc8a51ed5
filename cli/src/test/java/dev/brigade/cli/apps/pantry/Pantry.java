package dev.brigade.cli.apps.pantry;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Request;

/** Orders taken in the wrong way, in the same way where it is meant, and in the right way. */
final class Pantry {
    static App app() {
        App app = App.named("pantry").database("jdbc:h2:mem:pantry").migrations("pantry");
        app.post("/naive", Pantry::takeInTwoSteps)
                .isolation(Isolation.READ_COMMITTED)
                .example("/naive");
        app.post("/orders", Pantry::take).example("/orders");
        app.get("/untold/{dish}", rq -> rq.path("dish"));
        return app;
    }

    private Pantry() {}

    private static String takeInTwoSteps(Request rq) {
        int portions = rq.db()
                .select("select portions from pantry where dish = 'soup'")
                .mapTo(Integer.class)
                .one();
        rq.db().execute("update pantry set portions = ? where dish = 'soup'", portions - 1);
        return "ordered";
    }

    private static String take(Request rq) {
        rq.db().execute("update pantry set portions = portions - 1 where dish = 'soup'");
        return "ordered";
    }
}
