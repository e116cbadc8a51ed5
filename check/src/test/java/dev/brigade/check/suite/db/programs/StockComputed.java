package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** Things that are sold as long as there are some. */
public final class StockComputed {
    private StockComputed() {}

    public static void rows(Handle db) {
        db.execute("create table stock (item varchar(10) primary key, amount int not null)");
        db.execute("insert into stock values ('tea', 3)");
    }

    /** Reads the stock, computes what is left, writes it. */
    public static App broken() {
        var app = App.named("stock").database("jdbc:h2:mem:stock");
        app.post("/stock/{item}/sell/{amount:int}", rq -> {
                    String item = rq.path("item");
                    int amount = rq.path("amount", int.class);
                    int left = rq.db()
                            .select("select amount from stock where item = ?", item)
                            .mapTo(int.class)
                            .one();
                    if (left < amount) {
                        throw new Conflict("Only " + left + " of " + item + " left");
                    }
                    rq.db().execute("update stock set amount = ? where item = ?", left - amount, item);
                    return "Sold " + amount;
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** One statement looks and takes. */
    public static App fixed() {
        var app = App.named("stock").database("jdbc:h2:mem:stock");
        app.post("/stock/{item}/sell/{amount:int}", rq -> {
                    String item = rq.path("item");
                    int amount = rq.path("amount", int.class);
                    int rows = rq.db()
                            .execute(
                                    "update stock set amount = amount - ? where item = ? and amount >= ?",
                                    amount,
                                    item,
                                    amount);
                    if (rows == 0) {
                        throw new Conflict("Not so much of " + item + " left");
                    }
                    return "Sold " + amount;
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
