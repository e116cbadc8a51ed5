package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** Invoices, numbered without gaps. */
public final class NextNumber {
    private NextNumber() {}

    public static void rows(Handle db) {
        db.execute("create table invoice (nr int not null, customer varchar(10) not null)");
        db.execute("create table series (name varchar(10) primary key, latest int not null)");
        db.execute("insert into invoice values (1, 'Zoe')");
        db.execute("insert into series values ('invoice', 1)");
    }

    /** The next is the largest and one. */
    public static App broken() {
        var app = App.named("invoices").database("jdbc:h2:mem:invoices");
        app.post("/invoices/{customer}", rq -> {
                    int number = 1
                            + rq.db()
                                    .select("select max(nr) from invoice")
                                    .mapTo(int.class)
                                    .one();
                    rq.db().execute("insert into invoice values (?, ?)", number, rq.path("customer"));
                    return "Invoice " + number;
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** Who raises the row of the series has it until the commit. */
    public static App fixed() {
        var app = App.named("invoices").database("jdbc:h2:mem:invoices");
        app.post("/invoices/{customer}", rq -> {
                    rq.db().execute("update series set latest = latest + 1 where name = 'invoice'");
                    int number = rq.db()
                            .select("select latest from series where name = 'invoice'")
                            .mapTo(int.class)
                            .one();
                    rq.db().execute("insert into invoice values (?, ?)", number, rq.path("customer"));
                    return "Invoice " + number;
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
