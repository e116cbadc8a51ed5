package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;

/** Each change is saved by itself: a voucher, the stock, and the total and the items of a cart by two reads. */
public final class LightningFastShop {
    private LightningFastShop() {}

    public static App lightningFastShopVoucher() {
        return Autocommit.weak("lightning-fast-shop", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            int uses = Autocommit.number(rq, "select uses from voucher where code = ?", code);
            if (uses >= Autocommit.number(rq, "select most from voucher where code = ?", code)) {
                throw Shop.used(code);
            }
            Autocommit.execute(rq, "update voucher set uses = ?, used = true where code = ?", uses + 1, code);
            Autocommit.execute(rq, "insert into purchase values (?, 10)", rq.path("cart", int.class));
            return "Thank you";
        });
    }

    public static App lightningFastShopVoucherRepaired() {
        return Autocommit.weak("lightning-fast-shop", "/carts/{cart:int}/checkout/{code}", Steps::redeemAtOnce);
    }

    public static App lightningFastShopInventory() {
        return Autocommit.weak("lightning-fast-shop", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            int there = Autocommit.find(rq, "select amount from stock where item = ? and amount >= ?", item, amount)
                    .orElseThrow(() -> Shop.soldOut(item));
            Autocommit.execute(rq, "update stock set amount = ? where item = ?", there - amount, item);
            Autocommit.execute(rq, "insert into sale (item, amount) values (?, ?)", item, amount);
            return "Thank you";
        });
    }

    public static App lightningFastShopInventoryRepaired() {
        return Autocommit.weak("lightning-fast-shop", "/buy/{item}/{amount:int}", Steps::takeAtOnce);
    }

    public static App lightningFastShopCart() {
        return Carts.with("lightning-fast-shop", Isolation.READ_COMMITTED, rq -> {
            int cart = rq.path("cart", int.class);
            int total = Autocommit.number(rq, "select coalesce(sum(price), 0) from cart_item where cart = ?", cart);
            Autocommit.execute(rq, Carts.TAKE_OVER, cart);
            Autocommit.execute(rq, "insert into purchase values (?, ?)", cart, total);
            return "Charged " + total;
        });
    }

    /** One transaction, which reads from one snapshot. */
    public static App lightningFastShopCartRepaired() {
        return Carts.with("lightning-fast-shop", Isolation.REPEATABLE_READ, rq -> {
            int cart = rq.path("cart", int.class);
            int total = Shop.number(rq, "select coalesce(sum(price), 0) from cart_item where cart = ?", cart);
            rq.db().execute(Carts.TAKE_OVER, cart);
            rq.db().execute("insert into purchase values (?, ?)", cart, total);
            return "Charged " + total;
        });
    }
}
