package dev.brigade.web;

import dev.brigade.data.Work;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.audit.Root;
import dev.brigade.web.background.Background;
import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.helidon.HelidonEngine;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.metering.Metering;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.settings.GivenSettings;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An application: its routes, what its threads share, its database. Built by a factory, {@code App app()}, so that the
 * command line, tests and tools can each build it afresh; then {@linkplain #run run}, {@linkplain #start started} or
 * {@linkplain #client called} in process, once.
 *
 * <p>Used by the one thread that builds it. What its handlers capture is shared by all requests.
 */
public final class App extends MeetingPlaces {

    /** What is done with an item of a queue. */
    @FunctionalInterface
    public interface Consumer<T> {
        void consume(Work work, T item) throws Exception;
    }

    static final String MAIN = "main";
    static final String STATIC = "static";
    static final String DATA_URL = "jdbc:h2:./data/";

    private final Settings settings = new Settings();
    private final ServerSettings serverSettings = new ServerSettings(settings);
    private final List<Route> routes = new ArrayList<>();
    private final Map<Class<?>, ErrorHandler<Throwable>> errorHandlers = new LinkedHashMap<>();
    private final Map<String, String> staticFolders = new LinkedHashMap<>(Map.of("/static", STATIC));
    private final DeclaredWork work = new DeclaredWork();
    private final DeclaredDatabases databases = new DeclaredDatabases(settings);
    private final DeclaredOrigins origins = new DeclaredOrigins();
    private final DeclaredModules modules = new DeclaredModules();
    private final List<LiveOptions> livePages = new ArrayList<>();
    private final List<Root> roots = new ArrayList<>();
    private Engine.Starter engine = HelidonEngine::start;
    private Optional<String> health = Optional.empty();
    private boolean sessions;
    private boolean taken;
    private boolean settled;

    private App(String name) {
        super(name);
    }

    /**
     * A new application.
     *
     * @param name for people and for its data files: lower-case letters, digits, hyphens
     */
    public static App named(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name for an application; use lower-case letters, digits and hyphens");
        }
        return new App(name);
    }

    /** A new application with what {@code build} declares, for those that fit into a line. */
    public static App named(String name, java.util.function.Consumer<App> build) {
        App app = named(name);
        build.accept(app);
        return app;
    }

    /** Gives it the embedded database H2, in the folder {@code data} of the working directory. */
    public App database() {
        return database(DATA_URL + name());
    }

    /**
     * Gives it a database.
     *
     * @param url {@code jdbc:h2:…} or {@code jdbc:postgresql:…}; the setting {@code database.url} goes before it
     */
    public App database(String url) {
        databases.main(url);
        return this;
    }

    /**
     * Gives it a further database, for {@link Work#db(String)}: with connections, transactions and settings of its own
     * ({@code database.NAME.url}, {@code .user}, {@code .password}, {@code .pool.size}). Committing both is not atomic.
     *
     * @param databaseName lower-case letters and digits
     */
    public App database(String databaseName, String url) {
        databases.named(databaseName, url);
        return this;
    }

    /** Migrates the further database {@code databaseName} at start, as {@link #migrations(String)} does the main one. */
    public App migrations(String databaseName, String folder) {
        databases.migrations(databaseName, folder);
        return this;
    }

    /** Migrates the database at start with the Flyway files of a class-path folder. */
    public App migrations(String folder) {
        databases.migrations(folder);
        return this;
    }

    /**
     * Takes items from a queue as long as the application runs; each is worked on by a thread of its own, with its own
     * connection and transaction, as a request is. What throws is rolled back; a conflict with another transaction is run
     * again. What is returned says more: further tries, a deadline, what is done about an item that fails, and what is done
     * when the application stops.
     *
     * @param threads how many items are worked on at once
     * @throws IllegalArgumentException if that is less than 1
     * @throws IllegalStateException if the queue is consumed already, or the application has been started
     */
    public <T> Consumption<T> consume(BoundedQueue<T> queue, int threads, Consumer<? super T> consumer) {
        beforeStart("A consumer of " + queue.name());
        Consumption<T> consumption = work.consume(queue, threads, consumer, this::handedOver);
        handedOver("consumer of " + queue.name(), consumer);
        return consumption;
    }

    /**
     * Runs {@code hook} in a transaction at start, before requests are taken; again when it met a conflict, such as with another node that
     * starts at this moment. If it throws, the application does not start.
     */
    public App onStart(WorkHandler hook) {
        beforeStart("A start hook");
        handedOver("start hook", hook);
        work.onStart(hook);
        return this;
    }

    /**
     * Runs {@code hook} in a transaction when the application stops: after the last request, item and periodic run, before the
     * database is closed; the hook declared last runs first. It may take as long as the setting {@code stop.grace}. One that throws is
     * logged, and the others run all the same.
     */
    public App onStop(WorkHandler hook) {
        handedOver("stop hook", hook);
        work.onStop(hook);
        return this;
    }

    /**
     * Does something again and again as long as the application runs, first after {@code period}: each run on a thread of its own, with its
     * own connection and transaction, as a request; again when it met a conflict with another transaction. A run that takes longer
     * than the period makes the next one be left out, so that none overlaps another. What throws is rolled back and logged, and the next run comes as
     * ever. When the application stops, a run that has begun is waited for. It is done by each node and forgotten with the process.
     *
     * @param period from the beginning of a run to that of the next
     * @param workName for people
     * @throws IllegalArgumentException if the name is taken, or the period not at least a millisecond
     */
    public App every(Duration period, String workName, WorkHandler body) {
        beforeStart("\"" + workName + "\", every " + period + ",");
        work.every(period, workName, body);
        handedOver("every " + period + ": " + workName, body);
        return this;
    }

    /**
     * Does something in a transaction without starting the application, for a main method, a script: opens its
     * databases, migrates them as a start does, runs {@code body} on this thread, again when it met a conflict, commits and closes the
     * databases. No hook, no consumer and no periodic work runs. To do so while it runs there are {@link Server#transaction} and
     * {@link Client#transaction}.
     *
     * @param arguments settings: {@code --database.url jdbc:postgresql://host/db}
     * @return what {@code body} returned
     * @throws Exception what {@code body} throws, or the commit
     */
    public <R extends @Nullable Object> R transaction(Transacted<R> body, String... arguments) throws Exception {
        return Alone.run(take(), body, arguments);
    }

    /**
     * Answers in place of errors of a type and its subtypes; the nearest type counts. What Brigade makes an {@link dev.brigade.web.errors.HttpError} of, such as the 409 of a
     * constraint of the database or the 503 of a pool that had no connection, goes to a handler of that one, unless there is one for its own type, nearer than {@code RuntimeException}.
     * Headers of an {@code HttpError} that the answer leaves out are added to it if it has the same status; the log tells of what is answered 5xx as it would without the handler.
     */
    public <E extends Throwable> App error(Class<E> type, ErrorHandler<? super E> handler) {
        handedOver("error handler of " + type.getSimpleName(), handler);
        errorHandlers.put(type, (request, error) -> handler.handle(request, type.cast(error)));
        return this;
    }

    /**
     * Serves the files of a class-path folder. The folder {@code static} is served under {@code /static} anyway. The application's filters go
     * around them, wherever they are declared.
     *
     * @param path where: {@code /assets}
     */
    public App files(String path, String folder) {
        staticFolders.put(path, folder);
        return this;
    }

    /**
     * Serves the live page, which shows what the threads of this application do, at {@code path}: in development to everybody, in
     * production only to those whom {@link LiveOptions#allow} lets in. Needs the dependency {@code dev.brigade:brigade-live}.
     * Filters that were declared before go around it.
     *
     * @param path where: {@code /live}
     */
    public LiveOptions live(String path) {
        LiveOptions live = new LiveOptions(liveRoutes(path));
        livePages.add(live);
        return live;
    }

    /**
     * Gives each client a {@link Request#session() session} and {@linkplain Request#flash(String) messages for the next page}, kept in a
     * signed cookie. In production a start needs a key for it, the setting {@code session.keys}; in development one is made.
     */
    public App sessions() {
        sessions = true;
        return this;
    }

    /**
     * Lets the pages of another origin send requests that change something, with the cookies that browsers have of this application;
     * those of others are answered with 403.
     *
     * @param origin {@code https://shop.example}
     * @throws IllegalArgumentException if it is not scheme and host, and port if that is not the usual one
     */
    public App trustOrigin(String origin) {
        origins.trust(origin);
        return this;
    }

    /**
     * Lets scripts in pages of other origins read answers, and send what is more than a form could (CORS). Without the
     * visitor's cookies, unless {@link CorsOptions#credentials} is said.
     *
     * @param origins {@code https://shop.example}; {@code *} alone for all
     * @throws IllegalArgumentException if one is not scheme and host, and port if that is not the usual one
     */
    public CorsOptions cors(String... origins) {
        return this.origins.cors(origins);
    }

    /**
     * Tells a proxy or an orchestrator whether it is well: {@code GET /health/live} is answered with 200 as long as anything is answered at
     * all; {@code GET /health/ready}, and {@code GET /health}, with 200 if each database answers within 2 s, and else, or when the application stops,
     * with 503. No filter goes around these, they ask for no session, and are answered also when as many requests run as may.
     *
     * @param path where: {@code /health}
     */
    public App health(String path) {
        if (!path.matches("/[^/{}]+(/[^/{}]+)*")) {
            throw new IllegalArgumentException("\"" + path + "\" is no path for that; write one such as /health");
        }
        health = Optional.of(path);
        return this;
    }

    /**
     * Declares a setting of the application's own.
     *
     * @param settingName lower-case words with dots between them
     * @param type a number, boolean, {@code String}, {@code Duration}, enum, …
     */
    public <T> Setting<T> setting(String settingName, Class<T> type, T fallback, String description) {
        return settings.declare(settingName, type, fallback, description);
    }

    /** For modules of Brigade that have something running beside the requests, such as durable jobs. */
    public App background(Background background) {
        modules.add(background);
        return this;
    }

    /** For modules of Brigade that measure what the application does, such as metrics. */
    public App measuredBy(Metering metering) {
        modules.add(metering);
        return this;
    }

    /**
     * For such modules: serves a page for those who run the application, which is answered also when as many requests run as may. Filters that
     * were declared before go around it.
     *
     * @param path where: {@code /metrics}
     */
    public App operatorPage(String path, OperatorPage page) {
        modules.add(page, liveRoutes(path));
        return this;
    }

    /**
     * For such modules: takes note of code of the application that several threads will run.
     *
     * @param codeName for people: {@code job bill}
     * @param code the last argument of the call that handed it over, which was to {@code declaring}
     */
    public void handsOver(String codeName, Object code, Class<?> declaring) {
        handedOver(new Root(codeName, code, HandingOver.place(declaring)));
    }

    /**
     * Makes the tables that the application's modules need in its main database, and does nothing else. A start does so too;
     * but its user may not have the right, or it is not to be started.
     *
     * @param main the main database; migrated or not
     * @throws dev.brigade.data.errors.DatabaseException with the SQL to run, if the user may not
     */
    public void installTables(DatabaseSettings main) {
        modules.installTables(main);
    }

    /** Uses another HTTP engine. */
    public App engine(Engine.Starter starter) {
        engine = starter;
        return this;
    }

    /** Its routes, in the order of their declaration. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /**
     * Runs it until the process is told to end by SIGTERM or Ctrl-C; then finishes what is in flight. What is wrong with
     * settings, database or port is said in a line, and the process ends with exit code 2.
     *
     * @param arguments settings: {@code --port 0}
     */
    public void run(String... arguments) {
        CommandLineRun.run(this, arguments);
    }

    /**
     * Starts it and returns.
     *
     * @param arguments settings: {@code --port 0}
     */
    public Server start(String... arguments) {
        return Server.start(take(), arguments);
    }

    /**
     * Starts it without listening, for a client in this process: for tests.
     *
     * @param arguments settings: {@code --database.url jdbc:h2:mem:test}
     */
    public Client client(String... arguments) {
        return Client.of(take(), arguments);
    }

    /**
     * Puts it together without listening, controlled by {@code harness}: for who runs it thousands of times a second. Costs some ten
     * microseconds after the first. Its start hooks run on the calling thread, and its consumers' threads are started by it; each call
     * of the client is a request on the thread that calls.
     *
     * @throws StartException if something is wrong with it, or a start hook fails
     */
    public Client client(Harness harness) {
        return Client.under(harness, take());
    }

    /**
     * Its databases by their names, the main one, {@code main}, first, as a start with {@code given} would open them; does not
     * start it. To run their migrations there is {@link dev.brigade.data.Database#migrate}.
     *
     * @throws dev.brigade.web.settings.SettingsException if a setting is unknown or has a wrong value
     */
    public Map<String, DatabaseSettings> databases(GivenSettings given) {
        settings.load(given);
        return loadedDatabases();
    }

    /** Its settings, Brigade's and its own, with the values that a start with {@code given} would give them; does not start it. */
    public Collection<Setting<?>> settings(GivenSettings given) {
        settings.load(given);
        return settings.all();
    }

    /** As its settings are now. */
    Map<String, DatabaseSettings> loadedDatabases() {
        return databases.loaded(serverSettings);
    }

    private App take() {
        if (taken) {
            throw new IllegalStateException(
                    "Application " + name() + " has been started already; call its factory again");
        }
        taken = true;
        return this;
    }

    /** From now on a route, a consumer, a start hook and periodic work come too late. */
    void settle() {
        settled = true;
    }

    private void beforeStart(String what) {
        if (settled) {
            throw new IllegalStateException(what + " is declared after application " + name()
                    + " has been started, and would never run: declare it where the application is built");
        }
    }

    @Override
    void add(Route route) {
        if (settled) {
            throw new IllegalStateException(route.method() + " " + route.path() + " is declared after application "
                    + name() + " has been started, and would be 404: declare it where the application is built");
        }
        routes.add(route);
    }

    @Override
    void handedOver(Root root) {
        roots.add(root);
    }

    /** What several threads will use: handlers, filters, consumers. */
    List<Root> roots() {
        return roots;
    }

    Settings settings() {
        return settings;
    }

    ServerSettings serverSettings() {
        return serverSettings;
    }

    Map<Class<?>, ErrorHandler<Throwable>> errorHandlers() {
        return errorHandlers;
    }

    Map<String, String> staticFolders() {
        return staticFolders;
    }

    DeclaredWork work() {
        return work;
    }

    List<LiveOptions> livePages() {
        return livePages;
    }

    DeclaredModules modules() {
        return modules;
    }

    boolean hasSessions() {
        return sessions;
    }

    DeclaredOrigins origins() {
        return origins;
    }

    Optional<String> healthPath() {
        return health;
    }

    Engine.Starter engine() {
        return engine;
    }
}
