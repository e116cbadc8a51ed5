package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.web.App;
import dev.brigade.web.Handler;
import dev.brigade.web.Request;
import java.util.Optional;

/** Statements that each commit by themselves, as in a shop whose handlers open no transaction. */
final class Autocommit {
    private static final TransactionOptions OPTIONS = new TransactionOptions(Isolation.READ_COMMITTED, false);

    private Autocommit() {}

    static int execute(Request rq, String sql, Object... args) {
        return rq.separately(OPTIONS, tx -> tx.db().execute(sql, args));
    }

    static int number(Request rq, String sql, Object... args) {
        return find(rq, sql, args).orElseThrow();
    }

    /** The number in the first row. */
    static Optional<Integer> find(Request rq, String sql, Object... args) {
        return rq.separately(
                OPTIONS, tx -> tx.db().select(sql, args).mapTo(Integer.class).findFirst());
    }

    /** An application with one POST, whose statements are in one transaction at the level that most databases have from the start. */
    static App weak(String name, String path, Handler handler) {
        var app = App.named(name).database("jdbc:h2:mem:" + name);
        app.post(path, handler).isolation(Isolation.READ_COMMITTED);
        return app;
    }
}
