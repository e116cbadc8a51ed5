package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.web.App;

/** Every statement commits by itself: the voucher is looked at, then marked; the stock is read, then written. */
public final class PrestaShop {
    private PrestaShop() {}

    public static App prestaShopVoucher() {
        return Autocommit.weak("presta-shop", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            if (Autocommit.find(rq, "select most from voucher where code = ? and not used", code)
                    .isEmpty()) {
                throw Shop.used(code);
            }
            Autocommit.execute(rq, "insert into purchase values (?, 10)", rq.path("cart", int.class));
            Autocommit.execute(rq, "update voucher set used = true where code = ?", code);
            return "Thank you";
        });
    }

    public static App prestaShopVoucherRepaired() {
        return Autocommit.weak("presta-shop", "/carts/{cart:int}/checkout/{code}", Steps::redeemAtOnce);
    }

    public static App prestaShopInventory() {
        return Autocommit.weak("presta-shop", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            int there = Autocommit.number(rq, "select amount from stock where item = ?", item);
            if (there < amount) {
                throw Shop.soldOut(item);
            }
            Autocommit.execute(rq, "update stock set amount = ? where item = ?", there - amount, item);
            Autocommit.execute(rq, "insert into sale (item, amount) values (?, ?)", item, amount);
            return "Thank you";
        });
    }

    public static App prestaShopInventoryRepaired() {
        return Autocommit.weak("presta-shop", "/buy/{item}/{amount:int}", Steps::takeAtOnce);
    }
}
