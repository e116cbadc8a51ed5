package shop;

import static shop.Lesson.ON_PURPOSE;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import java.util.List;

/** Invoices are numbered without gaps, so a sequence won't do; a lock should. */
final class Invoices {
    static final Lesson LESSON = new Lesson(
            "invoices",
            "Two invoices have the same number",
            "lost update",
            "The lock is released when the handler returns, but the transaction commits after that: who takes the lock next still reads the old"
                    + " number.",
            "rq.hold(lock) keeps it until after the commit.",
            List.of(),
            "select number from invoice order by id");

    private Invoices() {}

    static void routes(App app) {
        var numbering = app.lock("numbering");

        app.post("/naive/invoices", rq -> {
                    numbering.lock();
                    try {
                        return write(rq);
                    } finally {
                        numbering.unlock();
                    }
                })
                .isolation(Isolation.READ_COMMITTED)
                .tolerates("lost update", ON_PURPOSE)
                .example("/naive/invoices");

        app.post("/invoices", rq -> {
                    rq.hold(numbering);
                    return write(rq);
                })
                .isolation(Isolation.READ_COMMITTED)
                .example("/invoices");
    }

    private static Object write(Request rq) {
        int number = 1
                + rq.db()
                        .select("select latest from invoice_counter where id = 1")
                        .mapTo(int.class)
                        .one();
        rq.db().execute("update invoice_counter set latest = ? where id = 1", number);
        rq.db().execute("insert into invoice (number) values (?)", number);
        return LESSON.done(rq, "Invoice " + number);
    }
}
