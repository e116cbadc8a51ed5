package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.Request;
import org.jdbi.v3.core.Handle;

/** Entries of an account, whose balance is kept beside them. */
public final class StaleSum {
    private StaleSum() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("create table entry (id bigint generated always as identity primary key,"
                + " account int not null, amount int not null)");
        db.execute("insert into account values (1, 0)");
    }

    /** The sum does not have the entry that another is just adding. */
    public static App broken() {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.post("/accounts/{id:int}/entries/{amount:int}", rq -> {
                    insert(rq);
                    int sum = rq.db()
                            .select("select sum(amount) from entry where account = ?", rq.path("id", int.class))
                            .mapTo(int.class)
                            .one();
                    rq.db().execute("update account set balance = ? where id = ?", sum, rq.path("id", int.class));
                    return "Entered";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** The balance is changed by the entry's amount. */
    public static App fixed() {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.post("/accounts/{id:int}/entries/{amount:int}", rq -> {
                    insert(rq);
                    rq.db()
                            .execute(
                                    "update account set balance = balance + ? where id = ?",
                                    rq.path("amount", int.class),
                                    rq.path("id", int.class));
                    return "Entered";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    private static void insert(Request rq) {
        rq.db()
                .execute(
                        "insert into entry (account, amount) values (?, ?)",
                        rq.path("id", int.class),
                        rq.path("amount", int.class));
    }
}
