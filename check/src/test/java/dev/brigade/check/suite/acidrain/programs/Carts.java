package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Handler;

/** A cart that is checked out while something is put into it. */
final class Carts {
    static final String TAKE_OVER =
            "insert into purchase_item (cart, item, price)" + " select cart, item, price from cart_item where cart = ?";

    private Carts() {}

    static App with(String name, Isolation isolation, Handler checkout) {
        var app = App.named(name).database("jdbc:h2:mem:" + name);
        app.post("/carts/{cart:int}/checkout", checkout).isolation(isolation);
        app.post("/carts/{cart:int}/items/{item}/{price:int}", rq -> {
                    rq.db()
                            .execute(
                                    "insert into cart_item (cart, item, price) values (?, ?, ?)",
                                    rq.path("cart", int.class),
                                    rq.path("item"),
                                    rq.path("price", int.class));
                    return "Added";
                })
                .isolation(isolation);
        return app;
    }
}
