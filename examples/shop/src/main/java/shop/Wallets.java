package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import dev.brigade.web.errors.NotFound;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.List;

/** A customer pays from a wallet, while there is something in it. */
final class Wallets {
    static final Lesson LESSON = new Lesson(
            "wallets",
            "A wallet pays more than is in it",
            "lost update",
            "Two requests read the same balance, and each writes what it has computed from that: the second writes over the first, whose"
                    + " payment is forgotten.",
            "The database computes the new balance from the row that it locks, and only if it is enough.",
            List.of(new Lesson.Field("owner", "Whose", "Ann"), new Lesson.Field("amount", "Amount", "70")),
            "select owner, balance from wallet order by owner");

    record Pay(@NotBlank String owner, @Positive int amount) {}

    private Wallets() {}

    static void routes(App app) {
        app.post("/naive/wallets", rq -> {
                    var pay = rq.body(Pay.class);
                    int balance = balance(rq, pay.owner());
                    if (balance < pay.amount()) {
                        return LESSON.refused(rq, "Not enough in it");
                    }
                    rq.db()
                            .execute(
                                    "update wallet set balance = ? where owner = ?",
                                    balance - pay.amount(),
                                    pay.owner());
                    return LESSON.done(rq, pay.owner() + " pays " + pay.amount());
                })
                .isolation(Isolation.READ_COMMITTED)
                .tolerates("lost update", ON_PURPOSE)
                .example("/naive/wallets", new Pay("Ann", 70));

        app.post("/wallets", rq -> {
                    var pay = rq.body(Pay.class);
                    int paid = rq.db()
                            .execute(
                                    "update wallet set balance = balance - ? where owner = ? and balance >= ?",
                                    pay.amount(),
                                    pay.owner(),
                                    pay.amount());
                    if (paid == 0) {
                        balance(rq, pay.owner()); // or there is none
                        return LESSON.refused(rq, "Not enough in it");
                    }
                    return LESSON.done(rq, pay.owner() + " pays " + pay.amount());
                })
                .example("/wallets", new Pay("Ann", 70));
    }

    private static int balance(Request rq, String owner) {
        return rq.db()
                .select("select balance from wallet where owner = ?", owner)
                .mapTo(int.class)
                .findOne()
                .orElseThrow(() -> new NotFound(owner + " has no wallet"));
    }
}
