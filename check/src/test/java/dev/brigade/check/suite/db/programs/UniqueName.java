package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Members, each with an address of their own. */
public final class UniqueName {
    private static final String TABLE = "create table member (id bigint generated always as identity primary key,"
            + " email varchar(40) not null, name varchar(20) not null)";

    private UniqueName() {}

    public static void rows(Handle db) {
        db.execute(TABLE);
    }

    public static void rowsWithIndex(Handle db) {
        db.execute(TABLE);
        db.execute("create unique index member_email on member (email)");
    }

    /** Looks whether there is one, then inserts. */
    public static App broken() {
        var app = App.named("members").database("jdbc:h2:mem:members");
        app.post("/members/{email}/{name}", rq -> {
                    if (rq.db()
                            .select("select name from member where email = ?", rq.path("email"))
                            .mapTo(String.class)
                            .findOne()
                            .isPresent()) {
                        throw new Conflict("That address is taken");
                    }
                    rq.db()
                            .execute(
                                    "insert into member (email, name) values (?, ?)",
                                    rq.path("email"),
                                    rq.path("name"));
                    return "Welcome";
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** A unique index decides. */
    public static App fixed() {
        var app = App.named("members").database("jdbc:h2:mem:members");
        app.post("/members/{email}/{name}", rq -> {
                    try {
                        rq.db()
                                .execute(
                                        "insert into member (email, name) values (?, ?)",
                                        rq.path("email"),
                                        rq.path("name"));
                    } catch (UnableToExecuteStatementException e) {
                        throw new Conflict("That address is taken");
                    }
                    return "Welcome";
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
