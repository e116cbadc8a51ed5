package dev.brigade.check.suite.db;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.Exploration;
import dev.brigade.check.Explore;
import dev.brigade.data.DatabaseSettings;
import dev.brigade.data.TestDatabase;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import dev.brigade.web.Harness;
import dev.brigade.web.settings.GivenSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** An application and clients that ask it at once. */
public final class Requests implements Scenario {
    /** What one client does: one request, or several one after the other. */
    public interface Asking {
        Object ask(Client http) throws Exception;
    }

    private final Supplier<App> app;
    private boolean hasRows;
    private static final Map<TestDatabase, String> URLS = Map.of(TestDatabase.H2, "jdbc:h2:mem:explored", TestDatabase.POSTGRESQL, "jdbc:postgresql://localhost/explored");
    private Consumer<Handle> rows = _ -> {};
    private final List<Asking> clients = new ArrayList<>();

    private Requests(Supplier<App> app) {
        this.app = app;
    }

    public static Requests to(Supplier<App> app) {
        return new Requests(app);
    }

    /** Tables and their rows. */
    public Requests given(Consumer<Handle> what) {
        hasRows = true;
        rows = what;
        return this;
    }

    /** One more client. */
    public Requests client(Asking asking) {
        clients.add(asking);
        return this;
    }

    public Requests get(String target) {
        return client(http -> http.get(target));
    }

    public Requests post(String target) {
        return client(http -> http.post(target, Map.of()));
    }

    public Requests put(String target) {
        return client(http -> http.put(target, Map.of()));
    }

    public Requests delete(String target) {
        return client(http -> http.delete(target));
    }

    @Override
    public Exploration<?> on(TestDatabase database) {
        AtomicReference<Client> client = new AtomicReference<>();
        List<Object> answers = new ArrayList<>();
        DatabaseExploration exploration = Explore.database(Scenario.product(database))
                .given(db -> rows.accept(Jdbi.create(db.connection()).open()))
                .beforeEach(source -> {
                    answers.clear();
                    clients.forEach(_ -> answers.add(""));
                    client.set(app.get().client(hasRows
                            ? Harness.over(Map.of("main", source)).withSettings(GivenSettings.of("--database.url", URLS.get(database)))
                            : Harness.over(Map.<String, javax.sql.DataSource>of())));
                })
                .state(() -> answers);
        for (int i = 0; i < clients.size(); i++) {
            int number = i;
            exploration.threads(_ -> answers.set(number, String.valueOf(clients.get(number).ask(client.get()))));
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
        Jdbi jdbi = Jdbi.create(settings.url());
        List<String> answers = new ArrayList<>();
        try (Handle handle = jdbi.open()) {
            rows.accept(handle);
            App made = app.get();
            try (Client client = made.client("--database.url", settings.url())) {
                for (int number : order) {
                    answers.add(String.valueOf(clients.get(number).ask(client)));
                }
            }
        }
        return answers;
    }
}
