package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.Databases;
import dev.brigade.data.Transaction;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.background.Background;
import dev.brigade.web.consume.Consumers;
import dev.brigade.web.consume.Resources;
import dev.brigade.web.content.Content;
import dev.brigade.web.content.StaticFiles;
import dev.brigade.web.content.Views;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.origin.CrossSite;
import dev.brigade.web.queues.ConsumerView;
import dev.brigade.web.routing.Router;
import dev.brigade.web.signed.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Consumers consumers;
    private final List<Background> backgrounds;
    private final List<CompiledRoute> routes;
    private final Runnable endOfWatch;
    private final AtomicReference<String> node;

    private Assembly(
            ServerSettings settings,
            Wiring wiring,
            Dispatcher dispatcher,
            Consumers consumers,
            List<Background> backgrounds,
            List<CompiledRoute> routes,
            Runnable endOfWatch,
            AtomicReference<String> node) {
        this.node = node;
        this.routes = List.copyOf(routes);
        this.settings = settings;
        this.wiring = wiring;
        this.dispatcher = dispatcher;
        this.endOfWatch = endOfWatch;
        this.consumers = consumers;
        this.backgrounds = List.copyOf(backgrounds);
    }

    static Assembly of(App app, String... arguments) {
        return of(app, new OwnProcess(List.of(arguments), false));
    }

    static Assembly of(App app, Surroundings surroundings) {
        surroundings.load(app);
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

    private static Databases open(App app, Surroundings surroundings) {
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
        for (Consumption<?> consumption : app.consumptions()) {
            Duration needed = consumption.deadline().isZero()
                    ? IDLE_OF_CONSUMERS
                    : consumption.deadline().plus(IDLE_MARGIN);
            enough = needed.compareTo(enough) > 0 ? needed : enough;
        }
        for (Background background : app.backgrounds()) {
            Duration needed = background.longestPause();
            enough = needed.compareTo(enough) > 0 ? needed : enough;
        }
        return enough;
    }

    private static Assembly assemble(
            App app, Surroundings surroundings, Databases databases, Optional<Sessions> sessions) {
        ServerSettings settings = app.serverSettings();
        ClassLoader resources = Thread.currentThread().getContextClassLoader();
        Map<String, Route> named = new HashMap<>();
        Router<CompiledRoute> router = new Router<>();
        boolean guesses = settings.guesses()
                && databases.main().filter(Database::sparesCommit).isPresent();
        Content content = content(surroundings, resources, settings);
        List<CompiledRoute> routes = addRoutes(app, settings, content, router, named, guesses);
        Guard guard = settings.guard();
        Wiring wiring = new Wiring(
                settings,
                surroundings.recorder(guard, settings),
                guard,
                databases,
                content.json(),
                content.validator(),
                new Views(content.templates(), (name, values) -> urlFor(named, name, values)),
                router,
                named,
                sessions);
        prepare(app, surroundings, wiring);
        Dispatcher dispatcher = new Dispatcher(
                wiring, new Errors(wiring, app.errorHandlers()), app::wrapped, surroundings.accessLog(settings));
        surroundings.warmUp(dispatcher);
        AtomicReference<String> node = new AtomicReference<>("in this process");
        Runnable endOfLive = surroundings.live(app, wiring, node::get);
        Runnable endOfWatching = surroundings.watch(wiring);
        Runnable endOfWatch = () -> {
            endOfLive.run();
            endOfWatching.run();
        };
        Consumers consumers = new Consumers(new Resources(wiring.recorder(), databases, settings.mostRuns()));
        app.consumptions().forEach(consumption -> consumers.start(consumption.declared()));
        try {
            app.startHooks().forEach(hook -> runAtStart(wiring, hook));
        } catch (RuntimeException | Error e) {
            consumers.stop(settings.stopGrace());
            endOfWatch.run();
            throw e;
        }
        return new Assembly(settings, wiring, dispatcher, consumers, app.backgrounds(), routes, endOfWatch, node);
    }

    private static void prepare(App app, Surroundings surroundings, Wiring wiring) {
        for (Background background : app.backgrounds()) {
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

    private static List<CompiledRoute> addRoutes(
            App app,
            ServerSettings settings,
            Content content,
            Router<CompiledRoute> router,
            Map<String, Route> named,
            boolean guesses) {
        app.staticFolders().forEach((path, folder) -> {
            StaticFiles files = content.files(folder);
            if (!files.isEmpty()) {
                app.get((path.endsWith("/") ? path : path + "/") + "{file:path}", new StaticHandler(files, settings));
            }
        });
        CrossSite others = new CrossSite(app.trustedOrigins(), app.hasSessions());
        List<CompiledRoute> routes = new ArrayList<>();
        for (Route route : app.routes()) {
            try {
                CompiledRoute compiled = CompiledRoute.of(route, settings.mostRuns(), settings.deadline(), guesses);
                if (CrossSite.concerns(route.method()) && !route.isCrossSite()) {
                    compiled = compiled.refusing(others);
                }
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
        List<Route> declared = app.routes();
        for (int i = 0; i < routes.size(); i++) {
            checkExamples(declared.get(i), routes.get(i), router);
        }
        return routes;
    }

    private static void checkExamples(Route route, CompiledRoute compiled, Router<CompiledRoute> router) {
        for (String target : route.exampleTargets()) {
            String wrong;
            try {
                wrong = switch (router.find(route.method(), SentRequests.path(target))) {
                    case Router.Found<CompiledRoute>(CompiledRoute found, Map<String, Object> _) ->
                        found.equals(compiled) ? "" : found.name() + " would take it";
                    case Router.WrongMethod<CompiledRoute> _, Router.NoPath<CompiledRoute> _ ->
                        "no route would take it";
                };
            } catch (IllegalArgumentException e) {
                wrong = "it is not properly encoded: " + e.getMessage();
            }
            if (!wrong.isEmpty()) {
                throw new StartException("The example \"" + target + "\" of route " + route + " is not for that route: "
                        + wrong + ". Write a path that the route takes, as a client would send it.");
            }
        }
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

    /** Starts what works beside the requests. */
    void startBackgrounds() {
        backgrounds.forEach(Background::start);
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
        return routes;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** What becomes of the items of each queue that is consumed. */
    List<ConsumerView> consumers() {
        return consumers.views();
    }

    /** Ends what works beside the requests, then the consumers, for which it may have put items; then closes the databases. */
    @Override
    public void close() {
        backgrounds.forEach(one -> one.stop(settings.stopGrace()));
        consumers.stop(settings.stopGrace());
        endOfWatch.run();
        wiring.databases().close();
    }
}
