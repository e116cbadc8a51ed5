package dev.brigade.check.suite.db.programs;

import dev.brigade.web.App;

/** Who asks, for all who want to know. */
public final class UserInField {
    private record User(String name) {}

    private volatile String user = "";

    private UserInField() {}

    /** A filter keeps the user of the request in a field that all requests share. */
    public static App broken() {
        var current = new UserInField();
        var app = App.named("users");
        app.before(rq -> current.user = rq.query("user").orElse("nobody"));
        app.get("/hello", _ -> "Hello, " + current.user);
        return app;
    }

    /** It is kept with the request. */
    public static App fixed() {
        var app = App.named("users");
        app.before(rq -> rq.attach(User.class, new User(rq.query("user").orElse("nobody"))));
        app.get(
                "/hello",
                rq -> "Hello, " + rq.attached(User.class).orElseThrow().name());
        return app;
    }
}
