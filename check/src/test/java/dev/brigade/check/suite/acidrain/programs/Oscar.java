package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.web.App;
import dev.brigade.web.Request;

/** A checkout in one transaction, at the level of old: uses of a voucher are counted in it, stock is read in it. */
public final class Oscar {
    private Oscar() {}

    public static App oscarVoucher() {
        return Autocommit.weak(
                "oscar",
                "/carts/{cart:int}/checkout/{code}",
                rq -> redeem(rq, "select most from voucher where code = ?"));
    }

    /** The voucher's row is locked before its uses are counted. */
    public static App oscarVoucherRepaired() {
        return Autocommit.weak(
                "oscar",
                "/carts/{cart:int}/checkout/{code}",
                rq -> redeem(rq, "select most from voucher where code = ? for update"));
    }

    private static String redeem(Request rq, String limit) {
        String code = rq.path("code");
        int most = Shop.number(rq, limit, code);
        if (Shop.number(rq, "select count(*) from voucher_use where code = ?", code) >= most) {
            throw Shop.used(code);
        }
        rq.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
        rq.db().execute("insert into voucher_use (code, cart) values (?, ?)", code, rq.path("cart", int.class));
        return "Thank you";
    }

    public static App oscarInventory() {
        return Autocommit.weak(
                "oscar", "/buy/{item}/{amount:int}", rq -> buy(rq, "select amount from stock where item = ?"));
    }

    /** The read locks. */
    public static App oscarInventoryRepaired() {
        return Autocommit.weak(
                "oscar",
                "/buy/{item}/{amount:int}",
                rq -> buy(rq, "select amount from stock where item = ? for update"));
    }

    private static String buy(Request rq, String look) {
        String item = rq.path("item");
        int amount = rq.path("amount", int.class);
        int there = Shop.number(rq, look, item);
        if (there < amount) {
            throw Shop.soldOut(item);
        }
        rq.db().execute("insert into sale (item, amount) values (?, ?)", item, amount);
        rq.db().execute("update stock set amount = ? where item = ?", there - amount, item);
        return "Thank you";
    }
}
