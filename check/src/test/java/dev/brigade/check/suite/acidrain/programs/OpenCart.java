package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.web.App;

/** Uses of a voucher are counted, then one is added; stock is read, computed and written. No transaction anywhere. */
public final class OpenCart {
    private static final String USES = "select count(*) from voucher_use where code = ?";
    private static final String USE = "insert into voucher_use (code, cart) values (?, ?)";

    private OpenCart() {}

    public static App openCartVoucher() {
        return Autocommit.weak("open-cart", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            int most = Autocommit.number(rq, "select most from voucher where code = ?", code);
            if (Autocommit.number(rq, USES, code) >= most) {
                throw Shop.used(code);
            }
            Autocommit.execute(rq, "insert into purchase values (?, 10)", rq.path("cart", int.class));
            Autocommit.execute(rq, USE, code, rq.path("cart", int.class));
            return "Thank you";
        });
    }

    /** One transaction, in which the voucher's row is locked first. */
    public static App openCartVoucherRepaired() {
        return Autocommit.weak("open-cart", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            int most = Shop.number(rq, "select most from voucher where code = ? for update", code);
            if (Shop.number(rq, USES, code) >= most) {
                throw Shop.used(code);
            }
            rq.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
            rq.db().execute(USE, code, rq.path("cart", int.class));
            return "Thank you";
        });
    }

    public static App openCartInventory() {
        return Autocommit.weak("open-cart", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            int there = Autocommit.number(rq, "select amount from stock where item = ?", item);
            if (there < amount) {
                throw Shop.soldOut(item);
            }
            Autocommit.execute(rq, "insert into sale (item, amount) values (?, ?)", item, amount);
            Autocommit.execute(rq, "update stock set amount = ? where item = ?", there - amount, item);
            return "Thank you";
        });
    }

    /** The update takes what is there, or nothing. */
    public static App openCartInventoryRepaired() {
        return Autocommit.weak("open-cart", "/buy/{item}/{amount:int}", Steps::takeAtOnce);
    }
}
