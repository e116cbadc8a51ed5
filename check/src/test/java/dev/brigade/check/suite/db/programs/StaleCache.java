package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.data.Work;
import dev.brigade.web.App;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** Prices, read from the database once and then from memory, until they change. */
public final class StaleCache {
    private StaleCache() {}

    public static void rows(Handle db) {
        db.execute("create table price (item varchar(10) primary key, cents int not null)");
        db.execute("insert into price values ('tea', 400)");
    }

    /** Who has read the old price puts it into the cache after it was emptied: there it stays. */
    public static App broken() {
        Map<String, Integer> cache = new ConcurrentHashMap<>();
        var app = App.named("prices").database("jdbc:h2:mem:prices");
        app.get("/prices/{item}", rq -> {
                    Integer known = cache.get(rq.path("item"));
                    if (known == null) {
                        known = read(rq, rq.path("item"));
                        cache.put(rq.path("item"), known);
                    }
                    return "Price " + known;
                })
                .isolation(READ_COMMITTED);
        app.put("/prices/{item}/{cents:int}", rq -> {
                    write(rq, rq.path("item"), rq.path("cents", int.class));
                    rq.afterCommit(() -> cache.remove(rq.path("item")));
                    return "Changed";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** Who fills the cache and who changes a price hold the same lock. */
    public static App fixed() {
        Map<String, Integer> cache = new ConcurrentHashMap<>();
        var app = App.named("prices").database("jdbc:h2:mem:prices");
        app.get("/prices/{item}", rq -> {
                    Integer known = cache.get(rq.path("item"));
                    if (known == null) {
                        rq.hold(app.lock("price", rq.path("item")));
                        known = read(rq, rq.path("item"));
                        cache.put(rq.path("item"), known);
                    }
                    return "Price " + known;
                })
                .isolation(READ_COMMITTED);
        app.put("/prices/{item}/{cents:int}", rq -> {
                    rq.hold(app.lock("price", rq.path("item")));
                    write(rq, rq.path("item"), rq.path("cents", int.class));
                    rq.afterCommit(() -> cache.remove(rq.path("item")));
                    return "Changed";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    private static int read(Work work, String item) {
        return work.db()
                .select("select cents from price where item = ?", item)
                .mapTo(int.class)
                .one();
    }

    private static void write(Work work, String item, int cents) {
        work.db().execute("update price set cents = ? where item = ?", cents, item);
    }
}
