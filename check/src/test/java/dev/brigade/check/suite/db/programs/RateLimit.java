package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.HttpError;
import org.jdbi.v3.core.Handle;

/** At most two messages a minute. */
public final class RateLimit {
    private RateLimit() {}

    public static void rows(Handle db) {
        db.execute("create table message (id bigint generated always as identity primary key,"
                + " sender varchar(10) not null, sent_at int not null)");
        db.execute("create table quota (sender varchar(10) not null, sent_at int not null, sent int not null,"
                + " primary key (sender, sent_at))");
        db.execute("insert into message (sender, sent_at) values ('Ada', 17)");
        db.execute("insert into quota values ('Ada', 17, 1)");
    }

    /** Counts what was sent, then sends. */
    public static App broken() {
        var app = App.named("messages").database("jdbc:h2:mem:messages");
        app.post("/messages/{sender}/{minute:int}", rq -> {
                    int sent = rq.db()
                            .select(
                                    "select count(*) from message where sender = ? and sent_at = ?",
                                    rq.path("sender"),
                                    rq.path("minute", int.class))
                            .mapTo(int.class)
                            .one();
                    if (sent >= 2) {
                        throw new HttpError(429, "Too many messages");
                    }
                    rq.db()
                            .execute(
                                    "insert into message (sender, sent_at) values (?, ?)",
                                    rq.path("sender"),
                                    rq.path("minute", int.class));
                    return "Sent";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** A counter that is raised only up to the limit. */
    public static App fixed() {
        var app = App.named("messages").database("jdbc:h2:mem:messages");
        app.post("/messages/{sender}/{minute:int}", rq -> {
                    int rows = rq.db()
                            .execute(
                                    "update quota set sent = sent + 1 where sender = ? and sent_at = ? and sent < 2",
                                    rq.path("sender"),
                                    rq.path("minute", int.class));
                    if (rows == 0) {
                        throw new HttpError(429, "Too many messages");
                    }
                    rq.db()
                            .execute(
                                    "insert into message (sender, sent_at) values (?, ?)",
                                    rq.path("sender"),
                                    rq.path("minute", int.class));
                    return "Sent";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
