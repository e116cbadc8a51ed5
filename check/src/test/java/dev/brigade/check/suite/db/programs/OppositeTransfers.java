package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.Request;
import org.jdbi.v3.core.Handle;

/** Transfers between two accounts. */
public final class OppositeTransfers {
    private OppositeTransfers() {}

    public static void rows(Handle db) {
        SumWhileTransferring.rows(db);
    }

    /** One transfer locks first what the other locks last. It may not run again, so its client is told of it. */
    public static App broken() {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.post("/transfer/{source:int}/{target:int}/{amount:int}", rq -> {
                    int amount = rq.path("amount", int.class);
                    add(rq, rq.path("source", int.class), -amount);
                    add(rq, rq.path("target", int.class), amount);
                    return "Transferred";
                })
                .isolation(READ_COMMITTED)
                .once();
        return app;
    }

    /** All lock in the order of the accounts. */
    public static App fixed() {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.post("/transfer/{source:int}/{target:int}/{amount:int}", rq -> {
                    int source = rq.path("source", int.class);
                    int target = rq.path("target", int.class);
                    int amount = rq.path("amount", int.class);
                    if (source < target) {
                        add(rq, source, -amount);
                        add(rq, target, amount);
                    } else {
                        add(rq, target, amount);
                        add(rq, source, -amount);
                    }
                    return "Transferred";
                })
                .isolation(READ_COMMITTED)
                .once();
        return app;
    }

    private static void add(Request rq, int account, int amount) {
        rq.db().execute("update account set balance = balance + ? where id = ?", amount, account);
    }
}
