package dev.brigade.check.suite.db;

import dev.brigade.check.AppExploration;
import dev.brigade.check.Exploration;
import dev.brigade.check.Explore;
import dev.brigade.data.TestDatabase;
import dev.brigade.web.App;
import dev.brigade.web.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** An application and clients that ask it at once. Confined to one thread. */
public final class Requests implements Scenario {
    /** What a client does. */
    private sealed interface Asking {
        record One(Example example) implements Asking {}

        record Several(AppExploration.Requests requests) implements Asking {}
    }

    private final Supplier<App> app;
    private Consumer<Handle> rows = _ -> {};
    private final List<Asking> clients = new ArrayList<>();

    private Requests(Supplier<App> app) {
        this.app = app;
    }

    public static Requests to(Supplier<App> app) {
        return new Requests(app);
    }

    /** Tables and their rows, for an application that has a database. */
    public Requests given(Consumer<Handle> what) {
        rows = what;
        return this;
    }

    /** One more client, which sends several requests one after the other. */
    public Requests client(AppExploration.Requests requests) {
        clients.add(new Asking.Several(requests));
        return this;
    }

    public Requests get(String target) {
        return send("GET", target);
    }

    public Requests post(String target) {
        return send("POST", target);
    }

    public Requests put(String target) {
        return send("PUT", target);
    }

    public Requests delete(String target) {
        return send("DELETE", target);
    }

    private Requests send(String method, String target) {
        clients.add(new Asking.One(Example.of(method, target)));
        return this;
    }

    private boolean hasDatabase() {
        return app.get().databases(dev.brigade.web.settings.GivenSettings.of()).containsKey("main");
    }

    @Override
    public Exploration<?> on(TestDatabase database) {
        AppExploration exploration = Explore.app(app).on(Scenario.product(database));
        if (hasDatabase()) {
            exploration.given(db -> rows.accept(Jdbi.create(db.connection()).open()));
        }
        for (Asking client : clients) {
            switch (client) {
                case Asking.One(Example example) -> exploration.request(example);
                case Asking.Several(AppExploration.Requests requests) -> exploration.together(requests);
            }
        }
        return exploration;
    }
}
