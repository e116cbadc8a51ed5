package dev.brigade.check;

import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Certificate;
import dev.brigade.check.report.Finding;
import dev.brigade.check.report.Pair;
import dev.brigade.check.report.Verdict;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Example;
import dev.brigade.web.Examples;
import dev.brigade.web.Route;
import dev.brigade.web.settings.GivenSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Explores each pair of an application's routes, and each route with itself, on example requests: those that {@link Route#example}
 * gives, and those that the application's own tests have sent. Confined to one thread.
 */
public final class AppCheck {
    private final Supplier<App> factory;
    private Optional<String> factoryName = Optional.empty();
    private DatabaseProduct product = DatabaseProduct.H2;
    private Duration budget = Duration.ofSeconds(45);
    private Optional<Path> project = Optional.empty();
    private String only = "";
    private ApplicationDatabases databases = new ApplicationDatabases();

    /** What came of it. */
    public record Result(List<Pair> pairs, List<Finding> findings, List<Certificate> certificates) {

        /** Whether something was found that is not tolerated. */
        public boolean hasFindings() {
            return pairs.stream().anyMatch(pair -> pair.verdict() instanceof Verdict.Found);
        }
    }

    /**
     * A route with a request by which it is explored.
     *
     * @param another of the same route: requests for different rows may meet in other ways than two for the same
     */
    private record Chosen(Route route, Optional<Example> example, Optional<Example> another) {
        String name() {
            return route.method() + " " + route.path();
        }
    }

    private AppCheck(Supplier<App> factory) {
        this.factory = factory;
    }

    /** Of what {@code factory} builds. */
    public static AppCheck of(Supplier<App> factory) {
        return new AppCheck(factory);
    }

    /** On which database; H2 unless it is said. */
    public AppCheck on(DatabaseProduct databaseProduct) {
        product = databaseProduct;
        return this;
    }

    /** How long all pairs together may take; 45 s unless it is said. */
    public AppCheck budget(Duration time) {
        budget = time;
        return this;
    }

    /** Class and method that build it, for a test to be pasted: {@code kitchen.Kitchen.app}. */
    public AppCheck named(String factoryMethod) {
        factoryName = Optional.of(factoryMethod);
        return this;
    }

    /** In whose folder to look for what the tests have sent. */
    public AppCheck project(Path folder) {
        project = Optional.of(folder);
        return this;
    }

    /** {@link #only} names no route. */
    public static final class NoSuchRoute extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        NoSuchRoute(String part, List<String> routes) {
            super("No route contains \"" + part + "\"; "
                    + (routes.isEmpty()
                            ? "the application has none."
                            : "there are " + String.join(", ", routes) + "."));
        }
    }

    /** Only pairs with a route whose method and path contain this. */
    public AppCheck only(String part) {
        only = part;
        return this;
    }

    /**
     * Explores; {@code progress} is told of each pair when it is done.
     *
     * @throws NoSuchRoute if there is no route that {@link #only} wants
     */
    public Result run(Consumer<Pair> progress) {
        App app = factory.get();
        List<Chosen> routes = choose(app);
        if (!only.isEmpty() && routes.stream().noneMatch(this::isWanted)) {
            throw new NoSuchRoute(only, routes.stream().map(Chosen::name).toList());
        }
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Chosen one : List.copyOf(routes)) {
            if (one.example().isEmpty()) {
                routes.remove(one);
                if (!isWanted(one)) {
                    continue;
                }
                result.pairs()
                        .add(new Pair(
                                one.name(),
                                "each route",
                                new Verdict.NoExample("an example"),
                                0,
                                Duration.ZERO,
                                Pair.Safe.UNKNOWN));
            }
        }
        List<List<Chosen>> wanted = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            for (int k = i; k < routes.size(); k++) {
                if (isWanted(routes.get(i)) || isWanted(routes.get(k))) {
                    wanted.add(List.of(routes.get(i), routes.get(k)));
                }
            }
        }
        databases.open(factory, GivenSettings.of(), product);
        try {
            return run(wanted, result, progress);
        } finally {
            databases.close();
        }
    }

    private boolean isWanted(Chosen one) {
        return one.name().contains(only);
    }

    private Result run(List<List<Chosen>> wanted, Result result, Consumer<Pair> progress) {
        if (!wanted.isEmpty()) { // what the first requests load and initialise should not count
            exploration(wanted.getFirst().getFirst(), wanted.getFirst().getLast(), budget)
                    .schedules(1)
                    .explore();
        }
        long began = System.nanoTime();
        for (int done = 0; done < wanted.size(); done++) {
            Duration left = budget.minusNanos(System.nanoTime() - began);
            Duration share = left.dividedBy(wanted.size() - done);
            Duration time = share.compareTo(Duration.ofMillis(200)) < 0 ? Duration.ofMillis(200) : share;
            Pair pair = explore(wanted.get(done), time, result);
            result.pairs().add(pair);
            progress.accept(pair);
        }
        return result;
    }

    private List<Chosen> choose(App app) {
        Map<String, Example> sent = new LinkedHashMap<>();
        project.flatMap(folder -> Examples.file(folder, app.name()))
                .ifPresent(file -> Examples.read(file)
                        .forEach(example -> Examples.routeOf(app.routes(), example)
                                .ifPresent(route -> sent.putIfAbsent(route.toString(), example))));
        List<Chosen> chosen = new ArrayList<>();
        for (Route route : app.routes()) {
            List<Example> declared = route.examples();
            chosen.add(new Chosen(
                    route,
                    declared.stream().findFirst().or(() -> Optional.ofNullable(sent.get(route.toString()))),
                    declared.stream().skip(1).findFirst()));
        }
        return chosen;
    }

    /** A route beside itself is explored by two requests that are the same, and by two that differ, if it has two. */
    private Pair explore(List<Chosen> both, Duration time, Result result) {
        Chosen first = both.getFirst();
        Chosen second = both.getLast();
        if (!first.equals(second) || first.another().isEmpty()) {
            return explore(first, second, time, result);
        }
        Pair same = explore(first, second, time.dividedBy(2), result);
        if (!(same.verdict() instanceof Verdict.Passed)) {
            return same;
        }
        Chosen other = new Chosen(first.route(), first.another(), Optional.empty());
        return same.and(explore(first, other, time.dividedBy(2), result));
    }

    private Pair explore(Chosen first, Chosen second, Duration time, Result result) {
        Explored explored = exploration(first, second, time).explore();
        if (explored.leftThread()) {
            reopen();
        }
        Verdict verdict = verdict(explored, first, second);
        if (verdict instanceof Verdict.Refused) {
            return new Pair(first.name(), second.name(), verdict, 0, explored.time(), Pair.Safe.UNKNOWN);
        }
        explored.finding().ifPresent(finding -> {
            if (verdict instanceof Verdict.Found) {
                result.findings().add(finding);
            }
        });
        if (explored.finding().isEmpty()) {
            result.certificates().add(explored.certificate());
        }
        Pair.Safe safe = Pair.Safe.UNKNOWN;
        if (verdict instanceof Verdict.Passed && explored.isComplete()) {
            Explored lower = exploration(first, second, time)
                    .isolation(Isolation.READ_COMMITTED)
                    .explore();
            safe = lower.finding().isPresent() ? Pair.Safe.NO : lower.isComplete() ? Pair.Safe.YES : Pair.Safe.UNKNOWN;
        } else if (verdict instanceof Verdict.Found || verdict instanceof Verdict.Suppressed) {
            safe = Pair.Safe.NO;
        }
        return new Pair(first.name(), second.name(), verdict, explored.schedules(), explored.time(), safe);
    }

    /** Other databases in place of those that a thread which was left to itself may still use; even closing them could hang. */
    private void reopen() {
        databases = new ApplicationDatabases();
        databases.open(factory, GivenSettings.of(), product);
    }

    private AppExploration exploration(Chosen first, Chosen second, Duration time) {
        AppExploration exploration = Explore.app(factory);
        factoryName.ifPresent(exploration::named);
        return exploration
                .on(product)
                .over(databases)
                .budget(time.dividedBy(2))
                .request(first.example().orElseThrow())
                .request(second.example().orElseThrow());
    }

    private static String status(String result) {
        return result.split(" ", 2)[0];
    }

    /** Whether it is an answer that says that nothing was done. */
    private static boolean isRefusal(String result) {
        return status(result).matches("[45]\\d\\d");
    }

    private static Verdict verdict(Explored explored, Chosen first, Chosen second) {
        if (explored.finding().isEmpty()) {
            List<List<String>> serial = explored.serialResults();
            for (int i = 0; i < serial.size(); i++) {
                List<String> results = serial.get(i);
                if (!results.isEmpty() && results.stream().allMatch(AppCheck::isRefusal)) {
                    return new Verdict.Refused((i == 0 ? first : second).name(), status(results.getFirst()));
                }
            }
            return new Verdict.Passed(explored.certificate().coverage());
        }
        Finding finding = explored.finding().get();
        if (finding.anomaly() == Anomaly.LEFT_CONTROL) {
            return new Verdict.LeftControl(finding.sentence());
        }
        for (Chosen one : List.of(first, second)) {
            for (Route.Tolerated tolerated : one.route().tolerated()) {
                if (tolerated.anomaly().equals(finding.anomaly().text())) {
                    return new Verdict.Suppressed(finding.anomaly(), tolerated.reason());
                }
            }
        }
        return new Verdict.Found(finding.anomaly());
    }
}
