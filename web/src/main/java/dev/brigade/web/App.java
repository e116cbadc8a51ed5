package dev.brigade.web;

import dev.brigade.data.DatabaseSettings;
import dev.brigade.data.Work;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.web.audit.Root;
import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.helidon.HelidonEngine;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** A queue with what is done with its items. */
    record Consumption<T>(BoundedQueue<T> queue, int threads, Consumer<? super T> consumer) {}

    private final String name;
    private final Settings settings = new Settings();
    private final ServerSettings serverSettings = new ServerSettings(settings);
    private final List<Route> routes = new ArrayList<>();
    private final Map<Class<?>, ErrorHandler<Throwable>> errorHandlers = new LinkedHashMap<>();
    private final Map<String, String> staticFolders = new LinkedHashMap<>(Map.of("/static", "static"));
    private final List<Consumption<?>> consumptions = new ArrayList<>();
    private final List<StartHook> startHooks = new ArrayList<>();
    private Engine.Starter engine = HelidonEngine::start;
    private Optional<DatabaseSettings> database = Optional.empty();
    private final List<NamedDatabase> namedDatabases = new ArrayList<>();
    private final List<Root> roots = new ArrayList<>();
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
        return database("jdbc:h2:./data/" + name);
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

    /** A new lock with a name, fair: who waits longest goes next. */
    public NamedLock lock(String lockName) {
        return new NamedLock(lockName, true);
    }

    /** A new semaphore with a name, fair. */
    public NamedSemaphore semaphore(String semaphoreName, int permits) {
        return new NamedSemaphore(semaphoreName, permits, true);
    }

    /**
     * A new bounded queue with a name, first in first out.
     *
     * @param itemType what it holds
     * @param capacity a thread that puts one more waits
     */
    public <T> BoundedQueue<T> queue(String queueName, Class<T> itemType, int capacity) {
        return new BoundedQueue<>(queueName, capacity);
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
     * connection and transaction, as a request is. What throws is rolled back and logged; a conflict with another
     * transaction is run again.
     *
     * @param threads how many items are worked on at once
     */
    public <T> App consume(BoundedQueue<T> queue, int threads, Consumer<? super T> consumer) {
        handedOver("consumer of " + queue.name(), consumer);
        consumptions.add(new Consumption<>(queue, threads, consumer));
        return this;
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
     * Declares a setting of the application's own.
     *
     * @param settingName lower-case words with dots between them
     * @param type a number, boolean, {@code String}, {@code Duration}, enum, …
     */
    public <T> Setting<T> setting(String settingName, Class<T> type, T fallback, String description) {
        return settings.declare(settingName, type, fallback, description);
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

    List<StartHook> startHooks() {
        return startHooks;
    }

    Engine.Starter engine() {
        return engine;
    }

    List<NamedDatabase> namedDatabases() {
        return namedDatabases;
    }

    Optional<DatabaseSettings> databaseSettings() {
        return database;
    }
}
