package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.errors.NotFound;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uses of a voucher are counted, then one is added, by themselves. A cart has a mutex, so that one request at a time works on it; but
 * what a checkout charges is what the session knew before it had the mutex.
 */
public final class Broadleaf {
    private static final String USES = "select count(*) from voucher_use where code = ?";
    private static final String TOTAL = "select coalesce(sum(price), 0) from cart_item where cart = ?";

    private Broadleaf() {}

    public static App broadleafVoucher() {
        return Autocommit.weak("broadleaf", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            int uses = Autocommit.number(rq, USES, code);
            if (uses >= Autocommit.number(rq, "select most from voucher where code = ?", code)) {
                throw Shop.used(code);
            }
            Autocommit.execute(
                    rq, "insert into voucher_use (code, cart) values (?, ?)", code, rq.path("cart", int.class));
            Autocommit.execute(rq, "insert into purchase values (?, 10)", rq.path("cart", int.class));
            return "Thank you";
        });
    }

    /** A lock for each voucher, held until after the commit. */
    public static App broadleafVoucherRepaired() {
        var app = App.named("broadleaf").database("jdbc:h2:mem:broadleaf");
        app.post("/carts/{cart:int}/checkout/{code}", rq -> {
                    String code = rq.path("code");
                    rq.hold(app.lock("voucher", code));
                    if (Shop.number(rq, USES, code)
                            >= Shop.number(rq, "select most from voucher where code = ?", code)) {
                        throw Shop.used(code);
                    }
                    rq.db()
                            .execute(
                                    "insert into voucher_use (code, cart) values (?, ?)",
                                    code,
                                    rq.path("cart", int.class));
                    rq.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
                    return "Thank you";
                })
                .isolation(Isolation.READ_COMMITTED);
        return app;
    }

    public static App broadleafCart() {
        Map<Integer, Integer> session = new ConcurrentHashMap<>(Map.of(7, 20));
        var app = App.named("broadleaf").database("jdbc:h2:mem:broadleaf");
        app.post("/carts/{cart:int}/checkout", rq -> {
                    int cart = rq.path("cart", int.class);
                    Integer total = session.get(cart);
                    if (total == null) {
                        throw new NotFound("There is no cart " + cart);
                    }
                    rq.hold(app.lock("cart", cart));
                    rq.db().execute("insert into purchase values (?, ?)", cart, total);
                    rq.db().execute(Carts.TAKE_OVER, cart);
                    return "Charged " + total;
                })
                .isolation(Isolation.READ_COMMITTED);
        app.post("/carts/{cart:int}/items/{item}/{price:int}", rq -> {
                    int cart = rq.path("cart", int.class);
                    rq.hold(app.lock("cart", cart));
                    rq.db()
                            .execute(
                                    "insert into cart_item (cart, item, price) values (?, ?, ?)",
                                    cart,
                                    rq.path("item"),
                                    rq.path("price", int.class));
                    session.put(cart, Shop.number(rq, TOTAL, cart));
                    return "Added";
                })
                .isolation(Isolation.READ_COMMITTED);
        return app;
    }

    /** With the mutex, and from the rows. */
    public static App broadleafCartRepaired() {
        var app = App.named("broadleaf").database("jdbc:h2:mem:broadleaf");
        app.post("/carts/{cart:int}/checkout", rq -> {
                    int cart = rq.path("cart", int.class);
                    rq.hold(app.lock("cart", cart));
                    int total = Shop.number(rq, TOTAL, cart);
                    rq.db().execute("insert into purchase values (?, ?)", cart, total);
                    rq.db().execute(Carts.TAKE_OVER, cart);
                    return "Charged " + total;
                })
                .isolation(Isolation.READ_COMMITTED);
        app.post("/carts/{cart:int}/items/{item}/{price:int}", rq -> {
                    int cart = rq.path("cart", int.class);
                    rq.hold(app.lock("cart", cart));
                    rq.db()
                            .execute(
                                    "insert into cart_item (cart, item, price) values (?, ?, ?)",
                                    cart,
                                    rq.path("item"),
                                    rq.path("price", int.class));
                    return "Added";
                })
                .isolation(Isolation.READ_COMMITTED);
        return app;
    }
}
