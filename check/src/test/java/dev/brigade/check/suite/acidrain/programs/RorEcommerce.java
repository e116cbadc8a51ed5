package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Request;

/**
 * Stock is changed in a transaction, and locked in it, but only when little is left; otherwise it is read, computed and written. A cart
 * is summed up by one statement and its items are taken over by another, each by itself.
 */
public final class RorEcommerce {
    private static final int FEW = 5;

    private RorEcommerce() {}

    public static App rorEcommerceInventory() {
        return Autocommit.weak("ror-ecommerce", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            int there = Shop.number(rq, "select amount from stock where item = ?", item);
            if (there <= FEW) {
                there = Shop.number(rq, "select amount from stock where item = ? for update", item);
            }
            return sell(rq, item, amount, there);
        });
    }

    /** Always locked. */
    public static App rorEcommerceInventoryRepaired() {
        return Autocommit.weak("ror-ecommerce", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int there = Shop.number(rq, "select amount from stock where item = ? for update", item);
            return sell(rq, item, rq.path("amount", int.class), there);
        });
    }

    private static String sell(Request rq, String item, int amount, int there) {
        if (there < amount) {
            throw Shop.soldOut(item);
        }
        rq.db().execute("update stock set amount = ? where item = ?", there - amount, item);
        rq.db().execute("insert into sale (item, amount) values (?, ?)", item, amount);
        return "Thank you";
    }

    public static App rorEcommerceCart() {
        return Carts.with("ror-ecommerce", Isolation.READ_COMMITTED, rq -> {
            int cart = rq.path("cart", int.class);
            int total = Autocommit.number(rq, "select coalesce(sum(price), 0) from cart_item where cart = ?", cart);
            Autocommit.execute(rq, "insert into purchase values (?, ?)", cart, total);
            Autocommit.execute(rq, Carts.TAKE_OVER, cart);
            return "Charged " + total;
        });
    }

    /** One transaction, as if it ran alone. */
    public static App rorEcommerceCartRepaired() {
        return Carts.with("ror-ecommerce", Isolation.SERIALIZABLE, rq -> {
            int cart = rq.path("cart", int.class);
            int total = Shop.number(rq, "select coalesce(sum(price), 0) from cart_item where cart = ?", cart);
            rq.db().execute("insert into purchase values (?, ?)", cart, total);
            rq.db().execute(Carts.TAKE_OVER, cart);
            return "Charged " + total;
        });
    }
}
