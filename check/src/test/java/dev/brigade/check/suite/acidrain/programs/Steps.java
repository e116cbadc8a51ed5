package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.web.Request;

/** Repaired steps that several shops share. */
final class Steps {
    private Steps() {}

    /** Takes from the stock what is there, by one statement; or nothing. */
    static String takeAtOnce(Request rq) {
        String item = rq.path("item");
        int amount = rq.path("amount", int.class);
        int rows = rq.db()
                .execute("update stock set amount = amount - ? where item = ? and amount >= ?", amount, item, amount);
        if (rows == 0) {
            throw Shop.soldOut(item);
        }
        rq.db().execute("insert into sale (item, amount) values (?, ?)", item, amount);
        return "Thank you";
    }

    /** Marks the voucher as used by one statement, which finds only one that is not. */
    static String redeemAtOnce(Request rq) {
        String code = rq.path("code");
        if (rq.db().execute("update voucher set used = true where code = ? and not used", code) == 0) {
            throw Shop.used(code);
        }
        rq.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
        return "Thank you";
    }
}
