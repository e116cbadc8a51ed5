package dev.brigade.check.suite.db.programs;

import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** Transfers between two accounts, and how much is in both. */
public final class TransferInTwoTransactions {
    private TransferInTwoTransactions() {}

    public static void rows(Handle db) {
        SumWhileTransferring.rows(db);
    }

    /** Each half of a transfer is a transaction: between them money is missing. */
    public static App broken() {
        var app = wealth();
        app.post("/transfer/{amount:int}", rq -> {
            int amount = rq.path("amount", int.class);
            rq.runSeparately(tx -> tx.db().execute("update account set balance = balance - ? where id = 1", amount));
            rq.runSeparately(tx -> tx.db().execute("update account set balance = balance + ? where id = 2", amount));
            return "Transferred";
        });
        return app;
    }

    /** Both halves are one transaction. */
    public static App fixed() {
        var app = wealth();
        app.post("/transfer/{amount:int}", rq -> {
            int amount = rq.path("amount", int.class);
            rq.db().execute("update account set balance = balance - ? where id = 1", amount);
            rq.db().execute("update account set balance = balance + ? where id = 2", amount);
            return "Transferred";
        });
        return app;
    }

    private static App wealth() {
        var app = App.named("bank").database("jdbc:h2:mem:bank");
        app.get(
                "/wealth",
                rq -> "Wealth: "
                        + rq.db()
                                .select("select sum(balance) from account")
                                .mapTo(int.class)
                                .one());
        return app;
    }
}
