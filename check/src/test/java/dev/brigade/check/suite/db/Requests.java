package dev.brigade.check.suite.db;

import dev.brigade.check.Exploration;
import dev.brigade.data.DatabaseSettings;
import dev.brigade.data.TestDatabase;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        throw new UnsupportedOperationException(database.name());
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
