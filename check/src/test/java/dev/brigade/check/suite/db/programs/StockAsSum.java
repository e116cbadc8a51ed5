package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.data.Work;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** Stock that is no number but the sum of all deliveries and sales. */
public final class StockAsSum {
    private StockAsSum() {}

    public static void rows(Handle db) {
        db.execute("create table movement (id bigint generated always as identity primary key,"
                + " item varchar(10) not null, amount int not null)");
        db.execute("insert into movement (item, amount) values ('tea', 5)");
        db.execute("insert into movement (item, amount) values ('tea', -2)");
    }

    /** Adds up, then adds a row. */
    public static App broken() {
        var app = App.named("stock").database("jdbc:h2:mem:stock");
        app.post("/stock/{item}/sell/{amount:int}", StockAsSum::sell).isolation(READ_COMMITTED);
        return app;
    }

    /** The same with a lock that is held until after the commit. */
    public static App fixed() {
        var app = App.named("stock").database("jdbc:h2:mem:stock");
        NamedLock movements = app.lock("movements");
        app.post("/stock/{item}/sell/{amount:int}", rq -> {
                    rq.hold(movements);
                    return sell(rq);
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    private static String sell(Request rq) {
        String item = rq.path("item");
        int amount = rq.path("amount", int.class);
        if (left(rq, item) < amount) {
            throw new Conflict("Not so much of " + item + " left");
        }
        rq.db().execute("insert into movement (item, amount) values (?, ?)", item, -amount);
        return "Sold " + amount;
    }

    private static int left(Work work, String item) {
        return work.db()
                .select("select coalesce(sum(amount), 0) from movement where item = ?", item)
                .mapTo(int.class)
                .one();
    }
}
