package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import dev.brigade.web.errors.NotFound;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

/** A voucher of 10 may be used once. */
final class Vouchers {
    static final Lesson LESSON = new Lesson(
            "vouchers",
            "A voucher is used twice",
            "lost update",
            "Two requests look whether the voucher is used, and both find that it is not. Both pay out.",
            "One statement looks and marks: the database lets one of the two change the row, and the other changes none.",
            List.of(new Lesson.Field("code", "Code", "SPRING")),
            "select code, used, paid_out from voucher order by code");

    private static final int WORTH = 10;

    record Redeem(@NotBlank String code) {}

    private Vouchers() {}

    static void routes(App app) {
        app.post("/naive/vouchers", rq -> {
                    String code = rq.body(Redeem.class).code();
                    if (isUsed(rq, code)) {
                        return LESSON.refused(rq, code + " was used before");
                    }
                    rq.db()
                            .execute(
                                    "update voucher set used = true, paid_out = paid_out + ? where code = ?",
                                    WORTH,
                                    code);
                    return LESSON.done(rq, code + " pays " + WORTH);
                })
                .isolation(Isolation.READ_COMMITTED)
                .tolerates("lost update", ON_PURPOSE)
                .tolerates("check-then-act", ON_PURPOSE)
                .example("/naive/vouchers", new Redeem("SPRING"));

        app.post("/vouchers", rq -> {
                    String code = rq.body(Redeem.class).code();
                    int marked = rq.db()
                            .execute(
                                    "update voucher set used = true, paid_out = paid_out + ? where code = ? and not used",
                                    WORTH,
                                    code);
                    if (marked == 0) {
                        isUsed(rq, code); // or there is none
                        return LESSON.refused(rq, code + " was used before");
                    }
                    return LESSON.done(rq, code + " pays " + WORTH);
                })
                .example("/vouchers", new Redeem("SPRING"));
    }

    private static boolean isUsed(Request rq, String code) {
        return rq.db()
                .select("select used from voucher where code = ?", code)
                .mapTo(boolean.class)
                .findOne()
                .orElseThrow(() -> new NotFound("There is no voucher " + code));
    }
}
