package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.background.Background;
import dev.brigade.web.content.Content;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.logging.AccessLog;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.signed.Keys;
import java.util.function.Supplier;

/** Where an application is put together and runs: what it has beside its own code. Confined to the thread that starts it. */
sealed interface Surroundings permits OwnProcess, UnderHarness {
    /** Gives the application's settings their values. */
    void load(App app);

    Database open(DatabaseSettings settings);

    /** Makes the tables that {@code background} needs, if nobody else has seen to that. */
    void ensureTables(Database database, Background background);

    /**
     * The keys of an application with sessions whose settings name none.
     *
     * @throws StartException if it can't do without
     */
    Keys sessionKeys(App app);

    /**
     * Those of an application that nobody reaches but clients in its process and the explorer: always the same, so that the explorer takes
     * the cookies that tests were given. Everybody knows them.
     */
    static Keys keysInProcess(App app) {
        return Keys.of("known to all: only for clients in the same process", app.name());
    }

    Content content(ClassLoader resources, boolean development);

    Recorder recorder(Guard guard, ServerSettings settings);

    AccessLog accessLog(ServerSettings settings);

    /**
     * Mounts the live pages, and others for those who run the application, if they are to be seen here.
     *
     * @return ends what they have running
     */
    Runnable live(App app, Wiring wiring, Supplier<String> node);

    /**
     * Has what the application does measured, if that is wanted here.
     *
     * @return ends it
     */
    Runnable meter(App app, Wiring wiring, Dispatcher dispatcher, OwnWork ownWork);

    /** Whether what is done every so often is done, although nobody asks for it. */
    boolean runsByItself();

    /** Before the first request. */
    void warmUp(Dispatcher dispatcher);

    /** Looks after what runs, from now on until what is returned is closed. */
    Runnable watch(Wiring wiring);
}
