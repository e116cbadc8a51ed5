package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** An account from which no more can be taken than is there. */
public final class Overdraft {
    private Overdraft() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("insert into account values (1, 100)");
    }

    /** The subtraction is atomic, but the check is not in it. */
    public static App broken() {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.post("/accounts/{id:int}/withdraw/{amount:int}", rq -> {
                    int id = rq.path("id", int.class);
                    int amount = rq.path("amount", int.class);
                    int balance = rq.db()
                            .select("select balance from account where id = ?", id)
                            .mapTo(int.class)
                            .one();
                    if (balance < amount) {
                        throw new Conflict("Not enough money");
                    }
                    rq.db().execute("update account set balance = balance - ? where id = ?", amount, id);
                    return "Withdrawn " + amount;
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** The check is part of the statement. */
    public static App fixed() {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.post("/accounts/{id:int}/withdraw/{amount:int}", rq -> {
                    int id = rq.path("id", int.class);
                    int amount = rq.path("amount", int.class);
                    int rows = rq.db()
                            .execute(
                                    "update account set balance = balance - ? where id = ? and balance >= ?",
                                    amount,
                                    id,
                                    amount);
                    if (rows == 0) {
                        throw new Conflict("Not enough money");
                    }
                    return "Withdrawn " + amount;
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
