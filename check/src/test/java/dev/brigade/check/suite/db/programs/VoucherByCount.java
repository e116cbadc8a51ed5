package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.data.Work;
import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** A voucher that is good for two orders, whose uses are rows. */
public final class VoucherByCount {
    private VoucherByCount() {}

    public static void rows(Handle db) {
        db.execute("create table voucher (code varchar(10) primary key, uses int not null)");
        db.execute("create table voucher_use (id bigint generated always as identity primary key,"
                + " code varchar(10) not null, customer varchar(20) not null)");
        db.execute("insert into voucher values ('TWICE', 2)");
        db.execute("insert into voucher_use (code, customer) values ('TWICE', 'Zoe')");
    }

    /** Counts the uses, then adds one. */
    public static App broken() {
        return app("select uses from voucher where code = ?");
    }

    /** Who wants to use the same voucher waits at its row, before anything is counted. */
    public static App fixed() {
        return app("select uses from voucher where code = ? for update");
    }

    private static App app(String limit) {
        var app = App.named("voucher").database("jdbc:h2:mem:voucher");
        app.post("/vouchers/{code}/uses/{customer}", rq -> {
                    String code = rq.path("code");
                    int most = rq.db().select(limit, code).mapTo(int.class).one();
                    if (uses(rq, code) >= most) {
                        throw new Conflict("Voucher " + code + " has been used up");
                    }
                    rq.db()
                            .execute(
                                    "insert into voucher_use (code, customer) values (?, ?)",
                                    code,
                                    rq.path("customer"));
                    return "Discount granted";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    private static int uses(Work work, String code) {
        return work.db()
                .select("select count(*) from voucher_use where code = ?", code)
                .mapTo(int.class)
                .one();
    }
}
