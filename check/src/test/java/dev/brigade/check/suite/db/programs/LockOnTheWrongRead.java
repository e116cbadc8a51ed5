package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.data.Work;
import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** Things that are sold as long as there are some, by somebody who knows FOR UPDATE. */
public final class LockOnTheWrongRead {
    private LockOnTheWrongRead() {}

    public static void rows(Handle db) {
        db.execute("create table stock (item varchar(10) primary key, amount int not null)");
        db.execute("insert into stock values ('tea', 1)");
    }

    /** What decides is read without a lock; what is written comes from the read with one. */
    public static App broken() {
        var app = App.named("stock").database("jdbc:h2:mem:stock");
        app.post("/stock/{item}/sell", rq -> {
                    String item = rq.path("item");
                    if (amount(rq, item, "") < 1) {
                        throw new Conflict(item + " is sold out");
                    }
                    int locked = amount(rq, item, " for update");
                    rq.db().execute("update stock set amount = ? where item = ?", locked - 1, item);
                    return "Sold";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** One read, with the lock, decides. */
    public static App fixed() {
        var app = App.named("stock").database("jdbc:h2:mem:stock");
        app.post("/stock/{item}/sell", rq -> {
                    String item = rq.path("item");
                    int locked = amount(rq, item, " for update");
                    if (locked < 1) {
                        throw new Conflict(item + " is sold out");
                    }
                    rq.db().execute("update stock set amount = ? where item = ?", locked - 1, item);
                    return "Sold";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    private static int amount(Work work, String item, String lock) {
        return work.db()
                .select("select amount from stock where item = ?" + lock, item)
                .mapTo(int.class)
                .one();
    }
}
