package dev.brigade.check.suite.db.programs;

import dev.brigade.web.App;
import dev.brigade.web.errors.Forbidden;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Links that are good for one download. */
public final class TokenUsedTwice {
    private TokenUsedTwice() {}

    private static Set<String> tokens() {
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        tokens.add("abc");
        return tokens;
    }

    /** Asks whether it is there, then takes it away. */
    public static App broken() {
        Set<String> tokens = tokens();
        var app = App.named("downloads");
        app.get("/downloads/{token}", rq -> {
            if (!tokens.contains(rq.path("token"))) {
                throw new Forbidden("That link has been used");
            }
            tokens.remove(rq.path("token"));
            return "Here it is";
        });
        return app;
    }

    /** Takes it away, and that says whether it was there. */
    public static App fixed() {
        Set<String> tokens = tokens();
        var app = App.named("downloads");
        app.get("/downloads/{token}", rq -> {
            if (!tokens.remove(rq.path("token"))) {
                throw new Forbidden("That link has been used");
            }
            return "Here it is";
        });
        return app;
    }
}
