package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;
import static dev.brigade.data.options.Isolation.SERIALIZABLE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import org.jdbi.v3.core.Handle;

/** A cart that is charged and then packed. */
public final class CartTotal {
    private CartTotal() {}

    public static void rows(Handle db) {
        db.execute("create table cart_item (id bigint generated always as identity primary key,"
                + " cart int not null, item varchar(10) not null, price int not null)");
        db.execute("create table parcel_item (cart int not null, item varchar(10) not null, price int not null)");
        db.execute("create table charge (cart int primary key, amount int not null)");
        db.execute("insert into cart_item (cart, item, price) values (7, 'tea', 4)");
    }

    /** The sum is from one statement, what is packed from another: something is packed that was not charged. */
    public static App broken() {
        return app(READ_COMMITTED);
    }

    /** Both statements see the same rows. */
    public static App fixed() {
        return app(SERIALIZABLE);
    }

    private static App app(Isolation isolation) {
        var app = App.named("cart").database("jdbc:h2:mem:cart");
        app.post("/carts/{cart:int}/checkout", rq -> {
                    int cart = rq.path("cart", int.class);
                    int total = rq.db()
                            .select("select coalesce(sum(price), 0) from cart_item where cart = ?", cart)
                            .mapTo(int.class)
                            .one();
                    rq.db().execute("insert into charge (cart, amount) values (?, ?)", cart, total);
                    rq.db()
                            .execute(
                                    "insert into parcel_item (cart, item, price)"
                                            + " select cart, item, price from cart_item where cart = ?",
                                    cart);
                    return "Charged " + total;
                })
                .isolation(isolation);
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
