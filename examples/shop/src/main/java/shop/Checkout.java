package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import dev.brigade.web.errors.NotFound;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

/** What is in the cart is charged, packed and taken out of the cart. */
final class Checkout {
    static final Lesson LESSON = new Lesson(
            "checkout",
            "Something is packed that was not charged",
            "phantom",
            "The total is from one statement, what is packed from another: an item that comes into the cart in between is packed, and"
                    + " nobody pays for it.",
            "At SERIALIZABLE, which is the default, all statements of a request see the same rows; and of two that take the same cart one runs"
                    + " again.",
            List.of(),
            "select 'in the cart' as what, cast(null as bigint) as purchase, product, price from cart_item"
                    + " union all select 'charged', id, '', total from purchase"
                    + " union all select 'packed', purchase, product, price from parcel_item order by 1, 2, 3");

    record Put(@NotBlank String product) {}

    private Checkout() {}

    static void routes(App app) {
        app.post("/cart", rq -> {
                    String product = rq.body(Put.class).product();
                    int price = rq.db()
                            .select("select price from product where name = ?", product)
                            .mapTo(int.class)
                            .findOne()
                            .orElseThrow(() -> new NotFound("There is no product " + product));
                    rq.db().execute("insert into cart_item (product, price) values (?, ?)", product, price);
                    return LESSON.done(rq, product + " is in the cart");
                })
                .example("/cart", new Put("tea"));

        app.post("/naive/checkout", Checkout::checkout)
                .isolation(Isolation.READ_COMMITTED)
                .tolerates("phantom", ON_PURPOSE)
                .tolerates("read skew", ON_PURPOSE)
                .example("/naive/checkout");

        app.post("/checkout", Checkout::checkout).example("/checkout");
    }

    private static Object checkout(Request rq) {
        int total = rq.db()
                .select("select coalesce(sum(price), 0) from cart_item")
                .mapTo(int.class)
                .one();
        long purchase = rq.db()
                .createUpdate("insert into purchase (total) values (:total)")
                .bind("total", total)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
        int packed = rq.db()
                .execute(
                        "insert into parcel_item (purchase, product, price) select ?, product, price from cart_item",
                        purchase);
        if (packed == 0) {
            return LESSON.refused(rq, "The cart is empty");
        }
        rq.db().execute("delete from cart_item");
        return LESSON.done(rq, packed + " items for " + total);
    }
}
