package guarded;

import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Does with locks what it should not. */
public final class Careless {
    private Careless() {}

    /** Its routes, on the database at {@code url}. */
    public static App app(String url) {
        return app(url, () -> true);
    }

    /** As {@link #app(String)}; {@code POST /sleep} and {@code POST /bakes} sleep until {@code enough}. */
    public static App app(String url, BooleanSupplier enough) {
        App app = App.named("careless").database(url);
        NamedLock oven = app.lock("oven");
        NamedLock sink = app.lock("sink");
        app.onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int not null)");
            work.db().execute("insert into dish values (1, 0)");
        });
        app.post("/forgotten", rq -> {
            forget(oven);
            return "";
        });
        app.post("/early", rq -> {
            try (var _ = oven.hold()) {
                return rq.db().execute("update dish set portions = portions + 1");
            }
        });
        app.post("/well", rq -> {
            rq.hold(oven);
            return rq.db().execute("update dish set portions = portions + 1");
        });
        app.get("/read", rq -> {
            try (var _ = oven.hold()) {
                return rq.db()
                        .select("select portions from dish")
                        .mapTo(int.class)
                        .one();
            }
        });
        app.post("/sleep", rq -> {
            try (var _ = oven.hold()) {
                sleepUntil(enough);
            }
            return "";
        });
        NamedLock thing = app.lock("thing").heldForLong();
        app.post("/bakes", rq -> {
            try (var _ = thing.hold()) {
                sleepUntil(enough);
            }
            return "";
        });
        app.post("/bake", rq -> {
            rq.hold(oven);
            rq.hold(sink);
            return "";
        });
        app.post("/wash", rq -> {
            rq.hold(sink);
            rq.hold(oven);
            return "";
        });
        app.post("/late", rq -> {
            rq.db().execute("update dish set portions = portions + 1");
            rq.hold(sink);
            return "";
        });
        app.post("/first", rq -> {
            rq.hold(sink);
            return rq.db().execute("update dish set portions = portions + 1");
        });
        app.get("/fails", rq -> {
            throw new IllegalStateException("made up");
        });
        return app;
    }

    private static void sleepUntil(BooleanSupplier enough) throws InterruptedException {
        do {
            Thread.sleep(Duration.ofMillis(20));
        } while (!enough.getAsBoolean());
    }

    @SuppressWarnings("LockNotBeforeTry") // the mistake that is to be found
    private static void forget(NamedLock oven) {
        oven.lock();
    }
}
