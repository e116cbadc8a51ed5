package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Handler;

/** The total of a cart is kept beside its items, and is charged; an item comes first, and its price is added by another statement. */
public final class Shopizer {
    private Shopizer() {}

    public static App shopizerCart() {
        return app(
                rq -> {
                    int cart = rq.path("cart", int.class);
                    int total = Autocommit.number(rq, "select total from cart where id = ?", cart);
                    Autocommit.execute(rq, "insert into purchase values (?, ?)", cart, total);
                    Autocommit.execute(rq, Carts.TAKE_OVER, cart);
                    return "Charged " + total;
                },
                rq -> {
                    int cart = rq.path("cart", int.class);
                    int price = rq.path("price", int.class);
                    Autocommit.execute(
                            rq,
                            "insert into cart_item (cart, item, price) values (?, ?, ?)",
                            cart,
                            rq.path("item"),
                            price);
                    Autocommit.execute(rq, "update cart set total = total + ? where id = ?", price, cart);
                    return "Added";
                });
    }

    /** A transaction for each, which locks the cart first. */
    public static App shopizerCartRepaired() {
        return app(
                rq -> {
                    int cart = rq.path("cart", int.class);
                    int total = Shop.number(rq, "select total from cart where id = ? for update", cart);
                    rq.db().execute("insert into purchase values (?, ?)", cart, total);
                    rq.db().execute(Carts.TAKE_OVER, cart);
                    return "Charged " + total;
                },
                rq -> {
                    int cart = rq.path("cart", int.class);
                    int price = rq.path("price", int.class);
                    rq.db().execute("update cart set total = total + ? where id = ?", price, cart);
                    rq.db()
                            .execute(
                                    "insert into cart_item (cart, item, price) values (?, ?, ?)",
                                    cart,
                                    rq.path("item"),
                                    price);
                    return "Added";
                });
    }

    private static App app(Handler checkout, Handler add) {
        var app = App.named("shopizer").database("jdbc:h2:mem:shopizer");
        app.post("/carts/{cart:int}/checkout", checkout).isolation(Isolation.READ_COMMITTED);
        app.post("/carts/{cart:int}/items/{item}/{price:int}", add).isolation(Isolation.READ_COMMITTED);
        return app;
    }
}
