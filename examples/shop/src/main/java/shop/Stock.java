package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import dev.brigade.web.errors.NotFound;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.List;

/** No more can be sold than is there. */
final class Stock {
    static final Lesson LESSON = new Lesson(
            "stock",
            "The stock goes below zero",
            "check-then-act",
            "The subtraction is one statement and loses nothing, but the check before it is another: two requests find one cup left, and"
                    + " both take it.",
            "The check is in the WHERE of the statement that subtracts; how many rows it changed tells whether there was enough.",
            List.of(new Lesson.Field("product", "Product", "cup"), new Lesson.Field("pieces", "Pieces", "1")),
            "select name, stock from product order by name");

    record Take(@NotBlank String product, @Positive int pieces) {}

    private Stock() {}

    static void routes(App app) {
        app.post("/naive/stock", rq -> {
                    var take = rq.body(Take.class);
                    if (left(rq, take.product()) < take.pieces()) {
                        return LESSON.refused(rq, "Not so many left");
                    }
                    rq.db()
                            .execute(
                                    "update product set stock = stock - ? where name = ?",
                                    take.pieces(),
                                    take.product());
                    return LESSON.done(rq, take.pieces() + " of " + take.product() + " sold");
                })
                .isolation(Isolation.READ_COMMITTED)
                .tolerates("check-then-act", ON_PURPOSE)
                .example("/naive/stock", new Take("cup", 2));

        app.post("/stock", rq -> {
                    var take = rq.body(Take.class);
                    int taken = rq.db()
                            .execute(
                                    "update product set stock = stock - ? where name = ? and stock >= ?",
                                    take.pieces(),
                                    take.product(),
                                    take.pieces());
                    if (taken == 0) {
                        left(rq, take.product()); // or there is none of that name
                        return LESSON.refused(rq, "Not so many left");
                    }
                    return LESSON.done(rq, take.pieces() + " of " + take.product() + " sold");
                })
                .example("/stock", new Take("cup", 2));
    }

    private static int left(Request rq, String product) {
        return rq.db()
                .select("select stock from product where name = ?", product)
                .mapTo(int.class)
                .findOne()
                .orElseThrow(() -> new NotFound("There is no product " + product));
    }
}
