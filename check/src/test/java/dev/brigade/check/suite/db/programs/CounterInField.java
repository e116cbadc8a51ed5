package dev.brigade.check.suite.db.programs;

import dev.brigade.web.App;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that are numbered. */
public final class CounterInField {
    private int requests;

    private CounterInField() {}

    /** All requests raise one field. */
    public static App broken() {
        var numbers = new CounterInField();
        var app = App.named("numbers");
        app.post("/ticket", _ -> {
            numbers.requests++;
            return "Your number is " + numbers.requests;
        });
        return app;
    }

    /** A number that is raised and read in one step. */
    public static App fixed() {
        var requests = new AtomicInteger();
        var app = App.named("numbers");
        app.post("/ticket", _ -> "Your number is " + requests.incrementAndGet());
        return app;
    }
}
