package dev.brigade.check.suite.db;

import dev.brigade.check.AppExploration;
import dev.brigade.check.Exploration;
import dev.brigade.check.Explore;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.Client;
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

    @Override
    public int threads() {
        return clients.size();
    }

    @Override
    public boolean isMeeting() {
        return false;
    }

    @Override
    public List<String> serially(TestDatabase database, List<Integer> order) throws Exception {
        DatabaseSettings settings = database.fresh();
        List<String> answers = new ArrayList<>();
        try (Handle handle = Jdbi.create(settings.url()).open()) {
            rows.accept(handle);
            String[] arguments = hasDatabase() ? new String[] {"--database.url", settings.url()} : new String[0];
            try (Client http = app.get().client(arguments)) {
                for (int number : order) {
                    answers.add(String.valueOf(
                            switch (clients.get(number)) {
                                case Asking.One(Example example) -> http.send(example);
                                case Asking.Several(AppExploration.Requests requests) -> requests.send(http);
                            }));
                }
            }
        }
        return answers;
    }
}
