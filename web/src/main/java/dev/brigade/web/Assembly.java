package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.Databases;
import dev.brigade.data.Transaction;
import dev.brigade.data.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.content.BodyValidator;
import dev.brigade.web.content.Json;
import dev.brigade.web.content.StaticFiles;
import dev.brigade.web.content.Views;
import dev.brigade.web.routing.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Consumers consumers;
    private final List<CompiledRoute> routes;
    private final Watchdog watchdog;

    private Assembly(
            ServerSettings settings,
            Wiring wiring,
            Dispatcher dispatcher,
            Consumers consumers,
            List<CompiledRoute> routes) {
        this.routes = List.copyOf(routes);
        this.settings = settings;
        this.wiring = wiring;
        this.dispatcher = dispatcher;
        this.watchdog = new Watchdog(wiring.recorder(), new IdleLeases(wiring.databases(), settings.idleWarning()));
        this.consumers = consumers;
    }

    static Assembly of(App app, String... arguments) {
        ServerSettings settings = app.serverSettings();
        app.settings().load(Path.of(""), System.getenv(), List.of(arguments));
        if (settings.audits()) {
            SharedAudit.warn(app);
        }
        Databases databases = open(app, settings);
        try {
            return assemble(app, settings, databases);
        } catch (RuntimeException | Error e) {
            databases.close();
            throw e;
        }
    }

    private static Databases open(App app, ServerSettings settings) {
        Duration idle = idleInTransaction(app, settings.deadline());
        Optional<Database> main = app.databaseSettings()
                .map(ofApp -> Database.open(settings.database(ofApp).withIdleInTransaction(idle)));
        Map<String, Database> named = new LinkedHashMap<>();
        try {
            app.namedDatabases()
                    .forEach(one -> named.put(
                            one.name(), Database.open(one.settings(settings).withIdleInTransaction(idle))));
            return new Databases(main, named);
        } catch (RuntimeException | Error e) {
            new Databases(main, named).close();
            throw e;
        }
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
        for (Consumption<?> consumption : app.consumptions()) {
            Duration needed = consumption.deadline().isZero()
                    ? IDLE_OF_CONSUMERS
                    : consumption.deadline().plus(IDLE_MARGIN);
            enough = needed.compareTo(enough) > 0 ? needed : enough;
        }
        return enough;
    }

    private static Assembly assemble(App app, ServerSettings settings, Databases databases) {
        ClassLoader resources = Thread.currentThread().getContextClassLoader();
        Map<String, Route> named = new HashMap<>();
        Router<CompiledRoute> router = new Router<>();
        Json json = new Json();
        Views views = new Views(resources, settings.development(), (name, values) -> urlFor(named, name, values));
        boolean guesses = settings.guesses()
                && databases.main().filter(Database::sparesCommit).isPresent();
        List<CompiledRoute> routes = addRoutes(app, settings, resources, router, named, guesses);
        try {
            views.check();
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        Guard guard = settings.guard();
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT, guard);
        Wiring wiring =
                new Wiring(settings, recorder, guard, databases, json, new BodyValidator(), views, router, named);
        Dispatcher dispatcher = new Dispatcher(wiring, new Errors(wiring, app.errorHandlers()), app::wrapped);
        try {
            dispatcher.warmUp();
        } catch (Exception e) {
            throw new IllegalStateException("The made-up first requests failed", e);
        }
        guard.watch(recorder, databases.all().stream().map(Database::rowWaits).toList());
        Consumers consumers = new Consumers(wiring);
        app.consumptions().forEach(consumers::start);
        try {
            app.startHooks().forEach(hook -> runAtStart(wiring, hook));
        } catch (RuntimeException | Error e) {
            consumers.stop(settings.stopGrace());
            guard.close();
            throw e;
        }
        return new Assembly(settings, wiring, dispatcher, consumers, routes);
    }

    private static List<CompiledRoute> addRoutes(
            App app,
            ServerSettings settings,
            ClassLoader resources,
            Router<CompiledRoute> router,
            Map<String, Route> named,
            boolean guesses) {
        app.staticFolders().forEach((path, folder) -> {
            StaticFiles files = new StaticFiles(resources, folder, settings.development());
            if (!files.isEmpty()) {
                app.get(path + "/{file:path}", new StaticHandler(files, settings));
            }
        });
        List<CompiledRoute> routes = new ArrayList<>();
        for (Route route : app.routes()) {
            try {
                CompiledRoute compiled = CompiledRoute.of(route, settings.mostRuns(), settings.deadline(), guesses);
                router.add(route.method(), route.pattern(), compiled);
                routes.add(compiled);
            } catch (IllegalArgumentException e) {
                throw new StartException(String.valueOf(e.getMessage()), e);
            }
            route.name().ifPresent(name -> {
                Route other = named.putIfAbsent(name, route);
                if (other != null) {
                    throw new StartException("Two routes are named \"" + name + "\": " + other + " and " + route);
                }
            });
        }
        return routes;
    }

    static String urlFor(Map<String, Route> named, String name, Object... values) {
        Route route = named.get(name);
        if (route == null) {
            throw new IllegalArgumentException("No route is named \"" + name + "\"; named are "
                    + (named.isEmpty()
                            ? "none"
                            : String.join(", ", named.keySet().stream().sorted().toList())));
        }
        return route.pattern().fill(values);
    }

    private static void runAtStart(Wiring wiring, App.StartHook hook) {
        Activity activity = wiring.recorder().begin(Activity.Kind.OTHER, "start");
        try {
            activity.call(() -> {
                Transaction transaction = wiring.begin(activity, TransactionOptions.DEFAULT);
                try {
                    hook.run(transaction);
                    transaction.commit();
                } catch (Throwable e) {
                    transaction.rollback();
                    throw e;
                } finally {
                    transaction.runHooks();
                }
                return activity;
            });
        } catch (Exception e) {
            throw new StartException("A hook of onStart failed: " + e, e);
        }
    }

    ServerSettings settings() {
        return settings;
    }

    Wiring wiring() {
        return wiring;
    }

    List<CompiledRoute> routes() {
        return routes;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** What becomes of the items of each queue that is consumed. */
    List<ConsumerView> consumers() {
        return consumers.views();
    }

    /** Ends the consumers, then closes the databases. */
    @Override
    public void close() {
        consumers.stop(settings.stopGrace());
        watchdog.close();
        wiring.guard().close();
        wiring.databases().close();
    }
}
