package dev.brigade.check.suite.db.programs;

import dev.brigade.data.Work;
import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** A voucher that is good for one order. */
public final class VoucherInTwoTransactions {
    private VoucherInTwoTransactions() {}

    public static void rows(Handle db) {
        db.execute("create table voucher (code varchar(10) primary key, used boolean not null)");
        db.execute(
                "create table discount (id bigint generated always as identity primary key, code varchar(10) not null)");
        db.execute("insert into voucher values ('SUMMER', false)");
    }

    /** Looks in one transaction, as with autocommit, and marks it in another. */
    public static App broken() {
        var app = App.named("voucher-in-two-transactions").database("jdbc:h2:mem:voucher");
        app.post("/vouchers/{code}/redeem", rq -> {
            String code = rq.path("code");
            boolean used = rq.separately(tx -> isUsed(tx, code));
            if (used) {
                throw new Conflict("Voucher " + code + " has been used");
            }
            rq.runSeparately(tx -> tx.db().execute("update voucher set used = true where code = ?", code));
            rq.db().execute("insert into discount (code) values (?)", code);
            return "Discount granted";
        });
        return app;
    }

    /** One transaction, as if it ran alone. */
    public static App fixed() {
        var app = App.named("voucher-in-one-transaction").database("jdbc:h2:mem:voucher");
        app.post("/vouchers/{code}/redeem", rq -> {
            String code = rq.path("code");
            if (isUsed(rq, code)) {
                throw new Conflict("Voucher " + code + " has been used");
            }
            rq.db().execute("update voucher set used = true where code = ?", code);
            rq.db().execute("insert into discount (code) values (?)", code);
            return "Discount granted";
        });
        return app;
    }

    private static boolean isUsed(Work work, String code) {
        return work.db()
                .select("select used from voucher where code = ?", code)
                .mapTo(boolean.class)
                .one();
    }
}
