package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.background.Background;
import dev.brigade.web.content.Content;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.logging.AccessLog;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.signed.Keys;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** An application that is controlled from outside. */
record UnderHarness(Harness harness) implements Surroundings {
    private static final AccessLog SILENT = new AccessLog(false, false);

    @Override
    public void load(App app) {
        app.settings().load(harness.settings());
    }

    @Override
    public Database open(DatabaseSettings settings) {
        DataSource connections = Optional.ofNullable(harness.databases().get(settings.name()))
                .orElseThrow(() -> new StartException("The harness has no connections for database \"" + settings.name()
                        + "\"; give it some: Harness.over(Map.of(\"" + settings.name() + "\", connections))"));
        return Database.over(settings, connections);
    }

    /** It is put together thousands of times; whoever gives it connections has called {@link App#installTables}. */
    @Override
    public void ensureTables(Database database, Background background) {}

    @Override
    public Keys sessionKeys(App app) {
        return Surroundings.keysInProcess(app);
    }

    @Override
    public Content content(ClassLoader resources, boolean development) {
        return Content.shared(resources);
    }

    @Override
    public Recorder recorder(Guard guard, ServerSettings settings) {
        return harness.watcher()
                .map(watcher -> new Recorder(RecorderSettings.DEFAULT, watcher))
                .orElseGet(Recorder::new);
    }

    @Override
    public AccessLog accessLog(ServerSettings settings) {
        return SILENT;
    }

    @Override
    public Runnable live(App app, Wiring wiring, Supplier<String> node) {
        return () -> {};
    }

    @Override
    public Runnable meter(App app, Wiring wiring, Dispatcher dispatcher, OwnWork ownWork) {
        return () -> {};
    }

    @Override
    public boolean runsByItself() {
        return false; // there is no time that passes by itself
    }

    @Override
    public void warmUp(Dispatcher dispatcher) {}

    @Override
    public Runnable watch(Wiring wiring) {
        return () -> {};
    }
}
