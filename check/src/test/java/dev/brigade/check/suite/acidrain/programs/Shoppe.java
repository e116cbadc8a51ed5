package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;

/** Stock is the sum of all movements, and a sale adds one. A cart is priced item by item, then taken over. No transaction. */
public final class Shoppe {
    private static final String STOCK = "select coalesce(sum(amount), 0) from movement where item = ?";

    private Shoppe() {}

    public static App shoppeInventory() {
        return Autocommit.weak("shoppe", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            if (Autocommit.number(rq, STOCK, item) < amount) {
                throw Shop.soldOut(item);
            }
            Autocommit.execute(rq, "insert into sale (item, amount) values (?, ?)", item, amount);
            Autocommit.execute(rq, "insert into movement (item, amount) values (?, ?)", item, -amount);
            return "Thank you";
        });
    }

    /** The row of the item is locked before anything is added up. */
    public static App shoppeInventoryRepaired() {
        return Autocommit.weak("shoppe", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            Shop.number(rq, "select amount from stock where item = ? for update", item);
            if (Shop.number(rq, STOCK, item) < amount) {
                throw Shop.soldOut(item);
            }
            rq.db().execute("insert into sale (item, amount) values (?, ?)", item, amount);
            rq.db().execute("insert into movement (item, amount) values (?, ?)", item, -amount);
            return "Thank you";
        });
    }

    public static App shoppeCart() {
        return Carts.with("shoppe", Isolation.READ_COMMITTED, rq -> {
            int cart = rq.path("cart", int.class);
            Autocommit.execute(rq, Carts.TAKE_OVER, cart);
            int total = Autocommit.number(rq, "select coalesce(sum(price), 0) from cart_item where cart = ?", cart);
            Autocommit.execute(rq, "insert into purchase values (?, ?)", cart, total);
            return "Charged " + total;
        });
    }

    /** What was taken over is summed up, not the cart. */
    public static App shoppeCartRepaired() {
        return Carts.with("shoppe", Isolation.READ_COMMITTED, rq -> {
            int cart = rq.path("cart", int.class);
            rq.db().execute(Carts.TAKE_OVER, cart);
            int total = Shop.number(rq, "select coalesce(sum(price), 0) from purchase_item where cart = ?", cart);
            rq.db().execute("insert into purchase values (?, ?)", cart, total);
            return "Charged " + total;
        });
    }
}
