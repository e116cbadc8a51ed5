package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.background.Background;
import dev.brigade.web.content.Content;
import dev.brigade.web.engine.Binding;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.logging.AccessLog;
import dev.brigade.web.logging.DefaultLogging;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.settings.GivenSettings;
import dev.brigade.web.signed.KeyFile;
import dev.brigade.web.signed.Keys;
import dev.brigade.web.watch.IdleLeases;
import dev.brigade.web.watch.LongComputations;
import dev.brigade.web.watch.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * An application that sees to itself: reads its settings, has pools, a guard and a watchdog.
 *
 * @param arguments settings
 * @param listens whether it serves others than a client in this process
 */
record OwnProcess(List<String> arguments, boolean listens) implements Surroundings {
    @Override
    public void load(App app) {
        GivenSettings given = GivenSettings.read(Path.of(""), System.getenv(), arguments);
        app.settings().load(given);
        if (listens) { // a client in this process leaves the log of its process alone
            DefaultLogging.write(app.serverSettings().logFormat());
        }
        app.settings().warnOfUnknown(given);
        if (app.serverSettings().audits()) {
            SharedAudit.warn(app);
        }
        if (listens) {
            checkPort(app); // before the database, which a first process has locked that listens there, too
        }
    }

    private static void checkPort(App app) {
        try {
            Binding.check(app.serverSettings().engine());
        } catch (BindException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Database open(DatabaseSettings settings) {
        return Database.open(settings);
    }

    @Override
    public void ensureTables(Database database, Background background) {
        background.tables().ifPresent(database::ensure);
    }

    @Override
    public Keys sessionKeys(App app) {
        if (!listens) { // nobody but a client in this process is answered
            return Surroundings.keysInProcess(app);
        }
        ServerSettings settings = app.serverSettings();
        if (settings.development()) {
            boolean kept = app.loadedDatabases().values().stream()
                    .anyMatch(database -> database.url().startsWith(App.DATA_URL));
            return Keys.of(KeyFile.key(Path.of("data"), kept, app.name()), app.name());
        }
        throw new StartException(
                "Its sessions need a key in production, so that the next start, and other nodes, can read"
                        + " what this one has signed. " + settings.cookies().howToSet() + ".");
    }

    @Override
    public Content content(ClassLoader resources, boolean development) {
        return Content.of(resources, development);
    }

    @Override
    public Recorder recorder(Guard guard, ServerSettings settings) {
        return new Recorder(RecorderSettings.DEFAULT.events(settings.rememberedEvents()), guard);
    }

    @Override
    public AccessLog accessLog(ServerSettings settings) {
        return new AccessLog(settings.logsAccess(), settings.logFormat() == DefaultLogging.Format.JSON);
    }

    @Override
    public Runnable live(App app, Wiring wiring, Supplier<String> node) {
        OperatorMounts.mount(app, wiring);
        return LiveMounts.mount(app, wiring, node);
    }

    @Override
    public Runnable meter(App app, Wiring wiring, Dispatcher dispatcher, OwnWork ownWork) {
        return Meterings.begin(app, wiring, dispatcher, ownWork);
    }

    @Override
    public boolean runsByItself() {
        return true;
    }

    @Override
    public void warmUp(Dispatcher dispatcher) {
        try {
            dispatcher.warmUp();
        } catch (Exception e) {
            throw new IllegalStateException("The made-up first requests failed", e);
        }
    }

    @Override
    public Runnable watch(Wiring wiring) {
        wiring.guard()
                .watch(
                        wiring.recorder(),
                        wiring.databases().all().stream()
                                .map(Database::rowWaits)
                                .toList());
        Watchdog watchdog = new Watchdog(
                wiring.recorder(),
                wiring.databases(),
                new IdleLeases(wiring.databases(), wiring.settings().idleWarning()),
                new LongComputations(wiring.settings().computingWarning()));
        return () -> {
            watchdog.close();
            wiring.guard().close();
        };
    }
}
