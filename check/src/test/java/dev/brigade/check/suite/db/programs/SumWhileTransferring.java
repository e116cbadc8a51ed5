package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;
import static dev.brigade.data.options.Isolation.REPEATABLE_READ;

import dev.brigade.data.Work;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** Two accounts of one customer, and how much he has. */
public final class SumWhileTransferring {
    private SumWhileTransferring() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("insert into account values (1, 100)");
        db.execute("insert into account values (2, 100)");
    }

    /** One account is read before a transfer, the other after it. */
    public static App broken() {
        return app(READ_COMMITTED);
    }

    /** Both are read from one snapshot. */
    public static App fixed() {
        return app(REPEATABLE_READ);
    }

    private static App app(Isolation isolation) {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.get("/wealth", rq -> "Wealth: " + (balance(rq, 1) + balance(rq, 2))).isolation(isolation);
        app.post("/transfer/{amount:int}", rq -> {
                    int amount = rq.path("amount", int.class);
                    rq.db().execute("update account set balance = balance - ? where id = 1", amount);
                    rq.db().execute("update account set balance = balance + ? where id = 2", amount);
                    return "Transferred";
                })
                .isolation(isolation);
        return app;
    }

    private static int balance(Work work, int id) {
        return work.db()
                .select("select balance from account where id = ?", id)
                .mapTo(int.class)
                .one();
    }
}
