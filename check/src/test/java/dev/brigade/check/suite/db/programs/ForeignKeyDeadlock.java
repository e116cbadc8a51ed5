package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.Request;
import org.jdbi.v3.core.Handle;

/** Orders with lines; an order knows the sum of its lines. */
public final class ForeignKeyDeadlock {
    private ForeignKeyDeadlock() {}

    public static void rows(Handle db) {
        db.execute("create table purchase (id int primary key, total int not null)");
        db.execute("create table line (id bigint generated always as identity primary key,"
                + " purchase int not null references purchase (id), price int not null)");
        db.execute("insert into purchase values (1, 0)");
    }

    /** A line's foreign key locks its order, for all who insert together; then each wants it for itself. */
    public static App broken() {
        var app = App.named("purchases").database("jdbc:h2:mem:purchases");
        app.post("/purchases/{id:int}/lines/{price:int}", rq -> {
                    insert(rq);
                    int total = lockedTotal(rq);
                    setTotal(rq, total);
                    return "Added";
                })
                .isolation(READ_COMMITTED)
                .once();
        return app;
    }

    /** The order first, then its line. */
    public static App fixed() {
        var app = App.named("purchases").database("jdbc:h2:mem:purchases");
        app.post("/purchases/{id:int}/lines/{price:int}", rq -> {
                    int total = lockedTotal(rq);
                    insert(rq);
                    setTotal(rq, total);
                    return "Added";
                })
                .isolation(READ_COMMITTED)
                .once();
        return app;
    }

    private static void insert(Request rq) {
        rq.db()
                .execute(
                        "insert into line (purchase, price) values (?, ?)",
                        rq.path("id", int.class),
                        rq.path("price", int.class));
    }

    private static int lockedTotal(Request rq) {
        return rq.db()
                .select("select total from purchase where id = ? for update", rq.path("id", int.class))
                .mapTo(int.class)
                .one();
    }

    private static void setTotal(Request rq, int total) {
        rq.db()
                .execute(
                        "update purchase set total = ? where id = ?",
                        total + rq.path("price", int.class),
                        rq.path("id", int.class));
    }
}
