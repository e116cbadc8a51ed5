package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.report.Subject.Application;
import dev.brigade.check.report.Subject.Call;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.search.InOrder;
import dev.brigade.check.state.Contents;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import dev.brigade.web.ClientResponse;
import dev.brigade.web.Example;
import dev.brigade.web.Harness;
import dev.brigade.web.settings.GivenSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests to an application, together. The application is built anew for each run, with its consumers; its databases are brought back.
 * Compared are the answers, the rows of the database and what was declared as state. Confined to one thread.
 */
public final class AppExploration extends Exploration<AppExploration> {

    /** Sends one request, or several one after the other, and returns the answer that is compared. */
    @FunctionalInterface
    public interface Requests {
        ClientResponse send(Client http) throws Exception;
    }

    /** A request with its name for people. */
    private record Request(String name, Requests requests, Optional<Example> example) {}

    /** How long a remedy is tried. */
    private static final Duration TRIAL = Duration.ofSeconds(3);

    private final Supplier<App> factory;
    private final List<Request> requests = new ArrayList<>();
    private final List<Given.Filling> fillings = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private DatabaseProduct product = DatabaseProduct.H2;
    private boolean shared;
    private String name = "";
    private Optional<Isolation> isolation = Optional.empty();
    private @Nullable Callable<?> state;
    private ApplicationDatabases databases = new ApplicationDatabases();
    private final Vacuity vacuity = new Vacuity();
    private boolean refusalsToo;

    AppExploration(Supplier<App> factory) {
        this.factory = factory;
    }

    @Override
    AppExploration self() {
        return this;
    }

    /** On which database; H2 unless it is said. What the application's settings say of a URL does not count. */
    public AppExploration on(DatabaseProduct databaseProduct) {
        product = databaseProduct;
        return this;
    }

    /** Runs all requests at this isolation, whatever their routes say. */
    public AppExploration isolation(Isolation wanted) {
        isolation = Optional.of(wanted);
        return this;
    }

    /** Class and method that build it, for a test to be pasted. */
    AppExploration named(String factoryMethod) {
        name = factoryMethod;
        return this;
    }

    /** Settings of the application: {@code "--database.pool.size", "2"}. */
    public AppExploration settings(String... arguments) {
        settings.addAll(List.of(arguments));
        return this;
    }

    /** Fills the main database, once, after the migrations and before the runs. */
    public AppExploration given(Given.Filling filling) {
        fillings.add(filling);
        return this;
    }

    /** Adds a request, which has a thread of its own, for each of these. */
    public AppExploration together(Requests... more) {
        for (Requests one : more) {
            requests.add(new Request("request " + requests.size(), one, Optional.empty()));
        }
        return this;
    }

    /** Adds a request without a body. */
    public AppExploration request(String method, String target) {
        return request(method, target, "");
    }

    /** Adds a request with a JSON text as its body. */
    public AppExploration request(String method, String target, String json) {
        return request(new Example(method, target, json.isEmpty() ? "" : "application/json", json));
    }

    /** Adds a request. */
    public AppExploration request(Example example) {
        String name = example.method() + " " + example.target();
        long before = requests.stream()
                .filter(request -> request.name().startsWith(name + " ("))
                .count();
        requests.add(new Request(name + " (" + (before + 1) + ")", http -> http.send(example), Optional.of(example)));
        return this;
    }

    /** What is compared besides the answers and the database. */
    public AppExploration state(Callable<?> value) {
        state = value;
        return this;
    }

    /** Lets {@link #verify} pass also if each request is refused in each run. */
    public AppExploration refusalsToo() {
        refusalsToo = true;
        return this;
    }

    /**
     * Explores, and fails if something is found.
     *
     * @throws NotThreadSafeError with a report for people
     * @throws ExplorationException if each request was refused in each run (400 or more), which proves nothing of what they are for;
     *     unless {@link #refusalsToo} was said
     */
    @Override
    public Explored verify() {
        Explored explored = super.verify();
        if (!refusalsToo) {
            vacuity.reason().ifPresent(why -> {
                throw new ExplorationException(why);
            });
        }
        return explored;
    }

    @Override
    Optional<Explored> atSerializable() {
        boolean already = isolation.equals(Optional.of(Isolation.SERIALIZABLE));
        if (already) {
            return Optional.empty();
        }
        AppExploration stricter = new AppExploration(factory)
                .on(product)
                .isolation(Isolation.SERIALIZABLE)
                .settings(settings.toArray(String[]::new))
                .budget(limits().time().compareTo(TRIAL) < 0 ? limits().time() : TRIAL)
                .schedules(limits().schedules());
        stricter.requests.addAll(requests); // what was filled in is still there
        stricter.state = state;
        return Optional.of(stricter.over(databases).explore());
    }

    @Override
    dev.brigade.check.report.Subject about() {
        List<Call> calls = new ArrayList<>();
        for (Request request : requests) {
            request.example()
                    .ifPresent(example -> calls.add(new Call(
                            example.method(),
                            example.target(),
                            example.contentType(),
                            example.body(),
                            example.headers())));
        }
        return calls.size() == requests.size()
                ? new Application(name.isEmpty() ? name(factory) : name, calls)
                : super.about();
    }

    private static String name(Supplier<App> factory) {
        String name = factory.getClass().getName();
        return name.replaceFirst("\\$\\$Lambda.*", "") + ".app";
    }

    /** Explores on {@code opened}, which stay open; they have been migrated. */
    AppExploration over(ApplicationDatabases opened) {
        databases = opened;
        shared = true;
        return this;
    }

    @Override
    Outside open() {
        if (!shared) {
            databases.open(factory, given(), product);
        }
        return databases.outside();
    }

    private GivenSettings given() {
        List<String> all = new ArrayList<>(settings);
        return GivenSettings.of(all.toArray(String[]::new));
    }

    @Override
    void close() {
        if (!shared) {
            databases.close();
        }
    }

    @Override
    Subject subject(Controller controller) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no request to explore; give some by together(…) or request(…)");
        }
        databases.fill(fillings);
        Harness harness = Harness.over(databases.begin(controller, 2 * requests.size() + 2))
                .watchedBy(controller.watcher())
                .withSettings(given().and(databases.urls()));
        Together together = new Together(harness);
        if (!databases.isEmpty()) {
            together.rehearse(controller);
        }
        return together;
    }

    private final class Together implements Subject {
        private final Harness harness;
        private @Nullable Client client;

        Together(Harness harness) {
            this.harness = harness;
        }

        /** Starts the application once, alone, since its start may make tables that have to be known before the first run. */
        void rehearse(Controller controller) {
            controller.run(this::tryToStart, List.of(), () -> {}, new InOrder(List.of(), true));
            databases.adoptTables();
        }

        private void tryToStart() {
            try {
                setUp();
                Objects.requireNonNull(client).close();
            } catch (RuntimeException e) {
                // The first run fails likewise, and says so.
            }
        }

        @Override
        public List<String> names() {
            return requests.stream().map(Request::name).toList();
        }

        @Override
        public List<?> codes() {
            return requests.stream()
                    .map(request -> request.example().isPresent() ? request.example() : request.requests())
                    .toList();
        }

        @Override
        public void reset() {
            databases.reset();
        }

        @Override
        public void setUp() {
            App app = factory.get();
            isolation.ifPresent(level -> app.routes().forEach(route -> route.isolation(level)));
            client = app.client(harness);
        }

        @Override
        public String run(int number) throws Exception {
            Request request = requests.get(number);
            ClientResponse answer = request.requests().send(Objects.requireNonNull(client));
            vacuity.answered(request.name(), answer.status());
            return Answers.text(answer);
        }

        @Override
        public List<String> state() throws Exception {
            Callable<?> declared = state;
            List<String> lines = declared == null ? List.of() : Contents.of("state", declared.call());
            Objects.requireNonNull(client).close();
            return lines;
        }

        @Override
        public End end(List<String> results, List<String> inMemory) {
            return databases.end(results, inMemory);
        }

        @Override
        public List<String> deadlocks() {
            return databases.deadlocks();
        }

        @Override
        public boolean isAbort(Throwable failure) {
            return DatabaseExploration.Databases.isAbort(failure);
        }

        @Override
        public List<String> broken() throws Exception {
            return AppExploration.this.broken();
        }
    }
}
