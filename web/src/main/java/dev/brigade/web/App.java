package dev.brigade.web;

import dev.brigade.data.ClusterCondition;
import dev.brigade.data.ClusterLock;
import dev.brigade.data.Database;
import dev.brigade.data.Work;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.KeyedLock;
import dev.brigade.threads.KeyedLocks;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.Shared;
import dev.brigade.web.audit.Root;
import dev.brigade.web.background.Background;
import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.helidon.HelidonEngine;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.options.RouteDefaults;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.origin.CrossSite;
import dev.brigade.web.settings.GivenSettings;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An application: its routes, what its threads share, its database. Built by a factory, {@code App app()}, so that the
 * command line, tests and tools can each build it afresh; then {@linkplain #run run}, {@linkplain #start started} or
 * {@linkplain #client called} in process, once.
 *
 * <p>Used by the one thread that builds it. What its handlers capture is shared by all requests.
 */
public final class App extends Routes {

    /** Something to be done at start. */
    @FunctionalInterface
    public interface StartHook {
        void run(Work work) throws Exception;
    }

    /** What is done with an item of a queue. */
    @FunctionalInterface
    public interface Consumer<T> {
        void consume(Work work, T item) throws Exception;
    }

    static final String MAIN = "main";
    static final String DATA_URL = "jdbc:h2:./data/";

    private final String name;
    private final Settings settings = new Settings();
    private final ServerSettings serverSettings = new ServerSettings(settings);
    private final SharedThings things = new SharedThings();
    private final List<Route> routes = new ArrayList<>();
    private final Map<Class<?>, ErrorHandler<Throwable>> errorHandlers = new LinkedHashMap<>();
    private final Map<String, String> staticFolders = new LinkedHashMap<>(Map.of("/static", "static"));
    private final List<Consumption<?>> consumptions = new ArrayList<>();
    private final List<StartHook> startHooks = new ArrayList<>();
    private final List<LiveOptions> livePages = new ArrayList<>();
    private final List<Background> backgrounds = new ArrayList<>();
    private Engine.Starter engine = HelidonEngine::start;
    private Optional<DatabaseSettings> database = Optional.empty();
    private final List<NamedDatabase> namedDatabases = new ArrayList<>();
    private final List<Root> roots = new ArrayList<>();
    private final Set<String> trustedOrigins = new LinkedHashSet<>();
    private boolean sessions;
    private boolean taken;

    private App(String name) {
        super("", List.of(), RouteDefaults.NONE);
        this.name = name;
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

    public String name() {
        return name;
    }

    /** Gives it the embedded database H2, in the folder {@code data} of the working directory. */
    public App database() {
        return database(DATA_URL + name);
    }

    /**
     * Gives it a database.
     *
     * @param url {@code jdbc:h2:…} or {@code jdbc:postgresql:…}; the setting {@code database.url} goes before it
     */
    public App database(String url) {
        database = Optional.of(DatabaseSettings.at(url)
                .withMigrations(database.map(DatabaseSettings::migrations).orElse("")));
        return this;
    }

    /**
     * Gives it a further database, for {@link Work#db(String)}: with connections, transactions and settings of its own
     * ({@code database.NAME.url}, {@code .user}, {@code .password}, {@code .pool.size}). Committing both is not atomic.
     *
     * @param databaseName lower-case letters and digits
     */
    public App database(String databaseName, String url) {
        namedDatabases.add(new NamedDatabase(settings, databaseName, url));
        return this;
    }

    /** Migrates the further database {@code databaseName} at start, as {@link #migrations(String)} does the main one. */
    public App migrations(String databaseName, String folder) {
        namedDatabases.stream()
                .filter(one -> one.name().equals(databaseName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Say which .database(\"" + databaseName
                        + "\", url) before its .migrations(\"" + databaseName + "\", \"" + folder + "\")"))
                .migrations(folder);
        return this;
    }

    /** Migrates the database at start with the Flyway files of a class-path folder. */
    public App migrations(String folder) {
        database = Optional.of(database.orElseThrow(() ->
                        new IllegalStateException("Say which .database(…) before its .migrations(\"" + folder + "\")"))
                .withMigrations(folder));
        return this;
    }

    /**
     * The lock of that name, fair: who waits longest goes next. Asked for again, it is the same lock. Safe from any thread, as are
     * the other methods for what threads share.
     *
     * @throws IllegalStateException if another kind of lock has that name
     */
    public NamedLock lock(String lockName) {
        return things.lock(lockName);
    }

    /** The lock of a key, of the family {@link #locks(String)} of that name: {@code dish[42]}. */
    public KeyedLock lock(String family, Object key) {
        return things.locks(family).of(key);
    }

    /**
     * A lock that all nodes of this application share, on its main database: {@code billing.hold(rq)} keeps it until after the
     * commit.
     */
    public ClusterLock clusterLock(String lockName) {
        return new ClusterLock(name, lockName);
    }

    /**
     * A condition of the rows of the main database, at which requests of all nodes of this application can wait until another has
     * changed them and signals it.
     */
    public ClusterCondition clusterCondition(String conditionName) {
        return new ClusterCondition(name, conditionName);
    }

    /**
     * A family of locks, one for each key, fair; made when needed and forgotten after that. All keys are of the type of the
     * first.
     */
    public KeyedLocks<Object> locks(String family) {
        return things.locks(family);
    }

    /** A family of locks for keys of {@code keyType}, as {@link #locks(String)}. */
    public <K> KeyedLocks<K> locks(String family, Class<K> keyType) {
        return things.locks(family, keyType);
    }

    /** The lock of that name which many may hold to read or one to write, fair. Asked for again, it is the same lock. */
    public NamedReadWriteLock rwLock(String lockName) {
        return things.rwLock(lockName);
    }

    /**
     * A value that threads reach only under its lock.
     *
     * @throws IllegalStateException if there is one of that name: keep what the first call returned
     */
    public <T> Shared<T> shared(String valueName, T value) {
        return things.shared(valueName, value);
    }

    /**
     * The semaphore of that name, fair. Asked for again, it is the same semaphore.
     *
     * @throws IllegalStateException if it was declared with another number of permits
     */
    public NamedSemaphore semaphore(String semaphoreName, int permits) {
        return things.semaphore(semaphoreName, permits);
    }

    /**
     * The bounded queue of that name, first in first out. Asked for again, it is the same queue.
     *
     * @param itemType what it holds
     * @param capacity a thread that puts one more waits
     * @throws IllegalStateException if it was declared with another type or capacity
     */
    public <T> BoundedQueue<T> queue(String queueName, Class<T> itemType, int capacity) {
        return things.queue(queueName, itemType, capacity);
    }

    /** As {@link #http(HttpClient)}, with a client of the JDK as it comes. */
    public HttpClient http() {
        return http(HttpClient.newHttpClient());
    }

    /**
     * A client that sends with {@code client} and shows whom a request waits for; other clients' calls are not seen. Made
     * once, for all requests.
     */
    public HttpClient http(HttpClient client) {
        return new AnnouncingHttpClient(client);
    }

    /**
     * Takes items from a queue as long as the application runs; each is worked on by a thread of its own, with its own
     * connection and transaction, as a request is. What throws is rolled back; a conflict with another transaction is run
     * again. What is returned says more: further tries, a deadline, what is done about an item that fails, and what is done
     * when the application stops.
     *
     * @param threads how many items are worked on at once
     * @throws IllegalArgumentException if that is less than 1
     * @throws IllegalStateException if the queue is consumed already
     */
    public <T> Consumption<T> consume(BoundedQueue<T> queue, int threads, Consumer<? super T> consumer) {
        if (consumptions.stream().anyMatch(one -> one.queue().equals(queue))) {
            throw new IllegalStateException("Queue \"" + queue.name()
                    + "\" is consumed already; give that more threads, or a queue of its own to each kind of item");
        }
        handedOver("consumer of " + queue.name(), consumer);
        Consumption<T> consumption = new Consumption<>(queue, threads, consumer);
        consumptions.add(consumption);
        return consumption;
    }

    /** Runs {@code hook} in a transaction at start, before requests are taken. */
    public App onStart(StartHook hook) {
        handedOver("start hook", hook);
        startHooks.add(hook);
        return this;
    }

    /** Answers in place of errors of a type and its subtypes; the nearest type counts. */
    public <E extends Throwable> App error(Class<E> type, ErrorHandler<? super E> handler) {
        handedOver("error handler of " + type.getSimpleName(), handler);
        errorHandlers.put(type, (request, error) -> handler.handle(request, type.cast(error)));
        return this;
    }

    /**
     * Serves the files of a class-path folder. The folder {@code static} is served under {@code /static} anyway.
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
        trustedOrigins.add(CrossSite.origin(origin));
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
        backgrounds.add(background);
        return this;
    }

    /**
     * For such modules: takes note of code of the application that several threads will run.
     *
     * @param codeName for people: {@code job bill}
     * @param code the last argument of the call that handed it over, which was to a class of the package of {@code declaring}
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
        backgrounds.forEach(one -> one.tables().ifPresent(tables -> Database.install(main, tables)));
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
        Map<String, DatabaseSettings> all = new LinkedHashMap<>();
        database.ifPresent(main -> all.put(MAIN, serverSettings.database(main)));
        namedDatabases.forEach(one -> all.put(one.name(), one.settings(serverSettings)));
        return all;
    }

    private App take() {
        if (taken) {
            throw new IllegalStateException(
                    "Application " + name + " has been started already; call its factory again");
        }
        taken = true;
        return this;
    }

    @Override
    void add(Route route) {
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

    List<Consumption<?>> consumptions() {
        return consumptions;
    }

    List<LiveOptions> livePages() {
        return livePages;
    }

    /** Whether there is something for {@link #installTables} to do. */
    boolean needsTables() {
        return backgrounds.stream().anyMatch(one -> one.tables().isPresent());
    }

    List<Background> backgrounds() {
        return backgrounds;
    }

    /** What its threads share, as far as it is declared at this moment. Safe from any thread. */
    List<MeetingPoint> points() {
        return things.points();
    }

    List<StartHook> startHooks() {
        return startHooks;
    }

    boolean hasSessions() {
        return sessions;
    }

    Set<String> trustedOrigins() {
        return trustedOrigins;
    }

    Engine.Starter engine() {
        return engine;
    }
}
