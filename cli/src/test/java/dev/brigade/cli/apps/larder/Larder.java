package dev.brigade.cli.apps.larder;

import dev.brigade.web.App;

/** Orders taken in the right way. */
final class Larder {
    static App app() {
        App app = App.named("larder").database("jdbc:h2:mem:larder").migrations("pantry");
        app.post("/orders", rq -> {
                    rq.db().execute("update pantry set portions = portions - 1 where dish = 'soup'");
                    return "ordered";
                })
                .example("/orders");
        return app;
    }

    private Larder() {}
}
