package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** A voucher that is good for one order. */
public final class VoucherInWeakTransaction {
    private VoucherInWeakTransaction() {}

    public static void rows(Handle db) {
        VoucherInTwoTransactions.rows(db);
    }

    /** Looks and marks in one transaction, in which the look is no longer true when it marks. */
    public static App broken() {
        return app("select used from voucher where code = ?");
    }

    /** Looks and locks at once. */
    public static App fixed() {
        return app("select used from voucher where code = ? for update");
    }

    private static App app(String look) {
        var app = App.named("voucher").database("jdbc:h2:mem:voucher");
        app.post("/vouchers/{code}/redeem", rq -> {
                    String code = rq.path("code");
                    if (rq.db().select(look, code).mapTo(boolean.class).one()) {
                        throw new Conflict("Voucher " + code + " has been used");
                    }
                    rq.db().execute("update voucher set used = true where code = ?", code);
                    rq.db().execute("insert into discount (code) values (?)", code);
                    return "Discount granted";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
