package dev.brigade.jobs;

import dev.brigade.web.App;

/**
 * A node whose jobs write bills, as a process of its own in {@link KillTest}. A job of the order 0 says that it has written and waits
 * to be told to go on.
 */
final class NodeApp {
    record Bill(int order) {}

    private NodeApp() {}

    public static void main(String... args) {
        App app = App.named("node").database("jdbc:postgresql://localhost/node");
        Jobs jobs = Jobs.of(app);
        Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> {
            work.db().execute("insert into bill (order_id) values (?)", bill.order());
            if (bill.order() == 0) {
                System.out.println("has written");
                if (System.in.read() < 0) {
                    throw new IllegalStateException("nobody told it to go on");
                }
            }
            work.db().execute("update total set bills = bills + 1");
        });
        app.onStart(work -> {
            work.db().execute("create table if not exists bill (order_id int)"); // where one may be twice
            work.db().execute("create table if not exists total (bills int)");
            if (work.db().select("select count(*) from total").mapTo(int.class).one() == 0) {
                work.db().execute("insert into total values (0)");
                for (int order = 1; order <= KillTest.ORDERS; order++) {
                    bills.enqueue(work, new Bill(order));
                }
            }
        });
        app.post("/wait", rq -> {
            bills.enqueue(rq, new Bill(0));
            return "";
        });
        app.get(
                "/bills",
                rq -> rq.db()
                        .select("select order_id from bill order by order_id")
                        .mapTo(int.class)
                        .list());
        app.get(
                "/total",
                rq -> rq.db().select("select bills from total").mapTo(int.class).one());
        app.get(
                "/left",
                rq -> rq.db()
                        .select("select count(*) from brigade_jobs")
                        .mapTo(int.class)
                        .one());
        app.run(args);
    }
}
