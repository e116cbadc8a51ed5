package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.Databases;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.background.Background;
import dev.brigade.web.consume.Resources;
import dev.brigade.web.consume.Solo;
import dev.brigade.web.content.Content;
import dev.brigade.web.content.Views;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.signed.Sessions;
import dev.brigade.web.watch.Uninterrupted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts a started application together, all on the calling thread and before the first request: so that no static
 * initialiser is first met by many virtual threads at once, and so that what is wrong is said at start.
 */
final class Assembly implements AutoCloseable {
    private static final Duration IDLE_MARGIN = Duration.ofSeconds(10);
    private static final Duration IDLE_OF_CONSUMERS = Duration.ofMinutes(5);

    private final ServerSettings settings;
    private final Wiring wiring;
    private final Dispatcher dispatcher;
    private final OwnWork ownWork;
    private final Runnable endOfWatch;
    private final AtomicReference<String> node;
    private boolean closed; // guarded by this

    private Assembly(
            ServerSettings settings,
            Wiring wiring,
            Dispatcher dispatcher,
            OwnWork ownWork,
            Runnable endOfWatch,
            AtomicReference<String> node) {
        this.node = node;
        this.settings = settings;
        this.wiring = wiring;
        this.dispatcher = dispatcher;
        this.endOfWatch = endOfWatch;
        this.ownWork = ownWork;
    }

    static Assembly of(App app, String... arguments) {
        return of(app, new OwnProcess(List.of(arguments), false));
    }

    static Assembly of(App app, Surroundings surroundings) {
        surroundings.load(app);
        app.serverSettings().check();
        Optional<Sessions> sessions = sessions(app, surroundings); // before anything is opened or migrated
        Databases databases = open(app, surroundings);
        try {
            return assemble(app, surroundings, databases, sessions);
        } catch (RuntimeException | Error e) {
            databases.close();
            throw e;
        }
    }

    private static Optional<Sessions> sessions(App app, Surroundings surroundings) {
        if (!app.hasSessions()) {
            return Optional.empty();
        }
        ServerSettings settings = app.serverSettings();
        Sessions sessions = new Sessions(
                app.name(),
                settings.cookies().keys(app.name()).orElseGet(() -> surroundings.sessionKeys(app)),
                settings.cookies().maxAge(),
                settings.securesCookies(),
                InstantSource.system());
        return Optional.of(surroundings instanceof UnderHarness ? sessions.takingEither() : sessions);
    }

    static Databases open(App app, Surroundings surroundings) {
        Duration idle = idleInTransaction(app, app.serverSettings().deadline());
        Map<String, Database> opened = new LinkedHashMap<>();
        try {
            app.loadedDatabases()
                    .forEach((name, one) -> opened.put(name, surroundings.open(one.withIdleInTransaction(idle))));
            return databases(opened);
        } catch (RuntimeException | Error e) {
            databases(opened).close();
            throw e;
        }
    }

    private static Databases databases(Map<String, Database> opened) {
        Map<String, Database> named = new LinkedHashMap<>(opened);
        return new Databases(Optional.ofNullable(named.remove(App.MAIN)), named);
    }

    /**
     * How long a transaction may send nothing: longer than any request may take, so that it hits only those of a process that
     * is gone or no longer minds its deadlines. Work on items of queues that has no deadline is given more.
     */
    private static Duration idleInTransaction(App app, Duration deadline) {
        Duration longest = deadline;
        for (Route route : app.routes()) {
            Duration allowed = route.deadline().orElse(deadline);
            if (allowed.isZero()) {
                return Duration.ZERO;
            }
            longest = allowed.compareTo(longest) > 0 ? allowed : longest;
        }
        if (deadline.isZero()) {
            return Duration.ZERO;
        }
        Duration enough = longest.plus(IDLE_MARGIN);
        Duration needed = app.work().longestTransaction(IDLE_OF_CONSUMERS, IDLE_MARGIN);
        for (Background background : app.modules().backgrounds()) {
            Duration pause = background.longestPause();
            needed = pause.compareTo(needed) > 0 ? pause : needed;
        }
        return needed.compareTo(enough) > 0 ? needed : enough;
    }

    private static Assembly assemble(
            App app, Surroundings surroundings, Databases databases, Optional<Sessions> sessions) {
        ServerSettings settings = app.serverSettings();
        ClassLoader resources = Thread.currentThread().getContextClassLoader();
        boolean guesses = settings.guesses()
                && databases.main().filter(Database::sparesCommit).isPresent();
        Content content = content(surroundings, resources, settings);
        RouteTable routes = RouteTable.of(app, content, guesses);
        Guard guard = settings.guard();
        Wiring wiring = new Wiring(
                settings,
                settings.correlation(),
                surroundings.recorder(guard, settings),
                guard,
                databases,
                content.json(),
                content.validator(),
                new Views(content.templates(), routes::urlFor),
                routes,
                app.origins().cors(),
                sessions);
        prepare(app, surroundings, wiring);
        Dispatcher dispatcher = new Dispatcher(
                wiring,
                new Errors(wiring, app.errorHandlers()),
                app::wrapped,
                app.defaults(),
                surroundings.accessLog(settings));
        surroundings.warmUp(dispatcher);
        AtomicReference<String> node = new AtomicReference<>("in this process");
        Runnable endOfLive = surroundings.live(app, wiring, node::get);
        Runnable endOfWatching = surroundings.watch(wiring);
        Runnable endOfWatch = () -> {
            endOfLive.run();
            endOfWatching.run();
        };
        OwnWork ownWork = new OwnWork(
                new Resources(wiring.recorder(), databases, settings.mostRuns()),
                app.work(),
                app.modules().backgrounds());
        List<Runnable> ends = new ArrayList<>(List.of(endOfWatch));
        try {
            ends.addFirst(surroundings.meter(app, wiring, dispatcher, ownWork));
            app.healthPath()
                    .ifPresent(path -> Health.routes(path, ownWork).forEach(route -> routes.mount(route, settings)));
            app.work().startHooks().forEach(hook -> runAtStart(ownWork, hook));
        } catch (RuntimeException | Error e) {
            ownWork.stop(settings.stopGrace());
            ends.forEach(Runnable::run);
            throw e;
        }
        if (surroundings.runsByItself()) {
            ownWork.periodics().start();
        }
        return new Assembly(settings, wiring, dispatcher, ownWork, () -> ends.forEach(Runnable::run), node);
    }

    private static void prepare(App app, Surroundings surroundings, Wiring wiring) {
        for (Background background : app.modules().backgrounds()) {
            Database main = wiring.databases()
                    .main()
                    .orElseThrow(() -> new StartException("Its jobs are kept in its database, but it has none. Give it"
                            + " one: app.database(), before Jobs.of(app)."));
            try {
                surroundings.ensureTables(main, background);
            } catch (DatabaseException e) {
                throw new StartException(String.valueOf(e.getMessage()), e);
            }
            background.prepare(new BackgroundHost(app.name(), main, wiring));
        }
    }

    private static Content content(Surroundings surroundings, ClassLoader resources, ServerSettings settings) {
        try {
            return surroundings.content(resources, settings.development());
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** As what is done at the end: again upon a conflict, such as with another node that starts at this moment. */
    private static void runAtStart(OwnWork ownWork, WorkHandler hook) {
        try {
            Solo.run(ownWork.resources(), "start", Duration.ZERO, work -> {
                hook.handle(work);
                return true;
            });
        } catch (Exception e) {
            throw new StartException("A hook of onStart failed: " + e, e);
        }
    }

    /** Says which process this is, for people. */
    void listensAt(String machineAndPort) {
        node.set(machineAndPort);
    }

    ServerSettings settings() {
        return settings;
    }

    Wiring wiring() {
        return wiring;
    }

    List<CompiledRoute> routes() {
        return wiring.routes().all();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** What it does beside its requests. */
    OwnWork ownWork() {
        return ownWork;
    }

    /** Ends what is done beside requests, then closes the databases; once. A second call returns when the first has. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Duration grace = settings.stopGrace();
        try {
            Uninterrupted.run(() -> ownWork.stop(grace));
            ownWork.runStopHooks(grace);
            endOfWatch.run();
        } finally {
            wiring.databases().close(); // a file would stay locked
        }
    }
}
