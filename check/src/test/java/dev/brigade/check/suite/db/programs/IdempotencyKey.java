package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.Request;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Payments that a client may send twice, with a key, so that they are made once. */
public final class IdempotencyKey {
    private static final String PAYMENT = "create table payment (id bigint generated always as identity primary key,"
            + " request varchar(20) not null, amount int not null)";

    private IdempotencyKey() {}

    public static void rows(Handle db) {
        db.execute(PAYMENT);
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("insert into account values (1, 100)");
    }

    public static void rowsWithIndex(Handle db) {
        rows(db);
        db.execute("create unique index payment_request on payment (request)");
    }

    /** The key is looked for, and then kept: the second try looks before the first has kept it. */
    public static App broken() {
        var app = App.named("payments").database("jdbc:h2:mem:payments");
        app.post("/payments/{request}/{amount:int}", rq -> {
                    Optional<Integer> made = made(rq);
                    if (made.isEmpty()) {
                        insert(rq.db(), rq);
                        pay(rq);
                    }
                    return "Paid";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** The key is kept first, under a unique index, and that decides: who comes second has paid already. */
    public static App fixed() {
        var app = App.named("payments").database("jdbc:h2:mem:payments");
        app.post("/payments/{request}/{amount:int}", rq -> {
                    if (keeps(rq)) {
                        pay(rq);
                    }
                    return "Paid";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** A transaction in the transaction is a savepoint: what fails in it can be gone on from. */
    private static boolean keeps(Request rq) {
        try {
            rq.db().useTransaction(db -> insert(db, rq));
            return true;
        } catch (UnableToExecuteStatementException e) {
            return false;
        }
    }

    private static void insert(Handle db, Request rq) {
        db.execute(
                "insert into payment (request, amount) values (?, ?)",
                rq.path("request"),
                rq.path("amount", int.class));
    }

    private static Optional<Integer> made(Request rq) {
        return rq.db()
                .select("select amount from payment where request = ?", rq.path("request"))
                .mapTo(Integer.class)
                .findFirst();
    }

    private static void pay(Request rq) {
        rq.db().execute("update account set balance = balance - ? where id = 1", rq.path("amount", int.class));
    }
}
