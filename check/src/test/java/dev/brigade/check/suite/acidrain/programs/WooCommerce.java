package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.web.App;

/** No transaction: the uses of a voucher and the stock are numbers that are read, computed and written. */
public final class WooCommerce {
    private WooCommerce() {}

    public static App wooCommerceVoucher() {
        return Autocommit.weak("woo-commerce", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            int uses = Autocommit.number(rq, "select uses from voucher where code = ?", code);
            if (uses >= Autocommit.number(rq, "select most from voucher where code = ?", code)) {
                throw Shop.used(code);
            }
            Autocommit.execute(rq, "insert into purchase values (?, 10)", rq.path("cart", int.class));
            Autocommit.execute(rq, "update voucher set uses = ? where code = ?", uses + 1, code);
            return "Thank you";
        });
    }

    /** The number is raised by the database, up to the limit. */
    public static App wooCommerceVoucherRepaired() {
        return Autocommit.weak("woo-commerce", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            if (rq.db().execute("update voucher set uses = uses + 1 where code = ? and uses < most", code) == 0) {
                throw Shop.used(code);
            }
            rq.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
            return "Thank you";
        });
    }

    public static App wooCommerceInventory() {
        return Autocommit.weak("woo-commerce", "/buy/{item}/{amount:int}", rq -> {
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

    public static App wooCommerceInventoryRepaired() {
        return Autocommit.weak("woo-commerce", "/buy/{item}/{amount:int}", Steps::takeAtOnce);
    }
}
