package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.Request;
import org.jdbi.v3.core.Handle;

/** A counter that is guarded by a lock. */
public final class LockReleasedBeforeCommit {
    private LockReleasedBeforeCommit() {}

    public static void rows(Handle db) {
        ComputedCounter.rows(db);
    }

    /** The lock is released when the handler returns; the transaction commits after that. */
    public static App broken() {
        var app = App.named("counter").database("jdbc:h2:mem:counter");
        var visiting = app.lock("visiting");
        app.post("/pages/{path}/visit", rq -> {
                    visiting.lock();
                    try {
                        return visit(rq);
                    } finally {
                        visiting.unlock();
                    }
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** The request holds it until after the commit. */
    public static App fixed() {
        var app = App.named("counter").database("jdbc:h2:mem:counter");
        var visiting = app.lock("visiting");
        app.post("/pages/{path}/visit", rq -> {
                    rq.hold(visiting);
                    return visit(rq);
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    private static String visit(Request rq) {
        long visits = rq.db()
                .select("select visits from page where path = ?", rq.path("path"))
                .mapTo(long.class)
                .one();
        rq.db().execute("update page set visits = ? where path = ?", visits + 1, rq.path("path"));
        return "Welcome";
    }
}
