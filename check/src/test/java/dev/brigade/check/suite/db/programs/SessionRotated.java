package dev.brigade.check.suite.db.programs;

import dev.brigade.web.App;
import dev.brigade.web.errors.Unauthorized;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Sessions in memory, each with the items of a cart. With a login comes a new name for the session. */
public final class SessionRotated {
    private SessionRotated() {}

    /** An item is put into a session that is renamed meanwhile: it is lost, and the old name is good again. */
    public static App broken() {
        Map<String, List<String>> sessions = new ConcurrentHashMap<>(Map.of("guest", List.of("tea")));
        var app = App.named("sessions");
        app.post("/login/{session}", rq -> {
            List<String> items = sessions.remove(rq.path("session"));
            if (items == null) {
                throw new Unauthorized("No session");
            }
            sessions.put("ada", items);
            return "Welcome";
        });
        app.post("/cart/{session}/{item}", rq -> {
            List<String> items = sessions.get(rq.path("session"));
            if (items == null) {
                throw new Unauthorized("No session");
            }
            sessions.put(rq.path("session"), and(items, rq.path("item")));
            return "Added";
        });
        app.get("/sessions", _ -> new TreeMap<>(sessions));
        return app;
    }

    /** A session is changed only if it is there. */
    public static App fixed() {
        Map<String, List<String>> sessions = new ConcurrentHashMap<>(Map.of("guest", List.of("tea")));
        var app = App.named("sessions");
        app.post("/login/{session}", rq -> {
            List<String> items = sessions.remove(rq.path("session"));
            if (items == null) {
                throw new Unauthorized("No session");
            }
            sessions.put("ada", items);
            return "Welcome";
        });
        app.post("/cart/{session}/{item}", rq -> {
            if (sessions.computeIfPresent(rq.path("session"), (_, items) -> and(items, rq.path("item"))) == null) {
                throw new Unauthorized("No session");
            }
            return "Added";
        });
        app.get("/sessions", _ -> new TreeMap<>(sessions));
        return app;
    }

    private static List<String> and(List<String> items, String item) {
        return Stream.concat(items.stream(), Stream.of(item)).toList();
    }
}
