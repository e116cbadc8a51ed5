package dev.brigade.web;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.web.admission.Admission;
import dev.brigade.web.admission.BodyBudget;
import dev.brigade.web.admission.Crowd;
import dev.brigade.web.content.ErrorBody;
import dev.brigade.web.engine.EngineException;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.engine.Fields;
import dev.brigade.web.errors.NotFound;
import dev.brigade.web.logging.AccessLog;
import dev.brigade.web.logging.Correlation;
import dev.brigade.web.logging.Outcome;
import dev.brigade.web.metering.PlaceFigures;
import dev.brigade.web.metering.RequestMeter;
import dev.brigade.web.metering.Unreadable;
import dev.brigade.web.options.RouteDefaults;
import dev.brigade.web.routing.PercentEncoding;
import dev.brigade.web.routing.Router;
import dev.brigade.web.watch.OutsideEffects;
import dev.brigade.web.watch.RequestWatch;
import dev.brigade.web.watch.Shield;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes requests from an engine, or from a client in the same process, and answers them on the new thread
 * that each comes with: finds the route, runs it, sends what comes of it. Has no state of its own but those who measure, who are written
 * before the first request: safe from any thread.
 */
final class Dispatcher implements EngineHandler {
    private static final int LONGEST_NAME = 100;

    private final Wiring wiring;
    private final Renderer renderer;
    private final Errors errors;
    private final AccessLog accessLog;
    private final RouteFinder finder;
    private final Admission admission;
    private final BodyBudget bodies;
    private final Crowd crowded = new Crowd();
    private final Unreadable unreadable = new Unreadable();
    private final Sending sending;
    private volatile List<RequestMeter> meters = List.of();

    /**
     * A dispatcher.
     *
     * @param filters those of the application as a whole, which go around what no route takes too
     * @param defaults what the application says for routes, which holds for that, too
     */
    Dispatcher(
            Wiring wiring, Errors errors, UnaryOperator<Handler> filters, RouteDefaults defaults, AccessLog accessLog) {
        this.wiring = wiring;
        this.renderer = new Renderer(wiring.json(), wiring.views());
        this.sending = new Sending(wiring);
        this.errors = errors;
        this.finder = new RouteFinder(
                wiring.router(),
                wiring.cors(),
                filters,
                defaults.deadline().isPresent()
                        ? defaults
                        : defaults.withDeadline(wiring.settings().deadline()),
                wiring.settings().mostRuns(),
                OutsideEffects.ofRoute());
        this.admission = wiring.settings().admission();
        this.bodies = BodyBudget.of(admission.places());
        this.accessLog = accessLog;
    }

    /** Who hears of each request; before the first. */
    void measuredBy(List<RequestMeter> all) {
        meters = List.copyOf(all);
    }

    /** How many requests may run, do so, and have found no place. */
    PlaceFigures places() {
        return new PlaceFigures(
                admission.places(), admission::running, admission::waiting, crowded::full, crowded::late);
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        Optional<String> correlation = wiring.correlation().of(exchange);
        correlation.ifPresent(Correlation::begin);
        try {
            handle(exchange, correlation);
        } finally {
            correlation.ifPresent(_ -> Correlation.end()); // the thread may be that of a client in the same process
        }
    }

    private void handle(Exchange exchange, Optional<String> correlation) throws Exception {
        long started = accessLog.start();
        Activity activity = wiring.recorder().begin(Activity.Kind.REQUEST, label(exchange));
        if (correlation.isPresent()) {
            activity.alsoKnownAs(correlation.get());
        }
        Thread.currentThread().setName(activity.name());
        Shield shield = new Shield();
        RequestWatch watch = new RequestWatch(activity, shield);
        exchange.whenClientGone(watch::clientGone);
        activity.cancellableBy(watch);
        String path = path(exchange);
        Router.Found<CompiledRoute> found = finder.find(exchange, path);
        Outcome outcome = activity.call(() -> answer(found, path, exchange, activity, shield, watch));
        shield.raise();
        try {
            if (outcome instanceof Outcome.Answer answer) {
                exchange.send(answer.status(), answer.headers(), answer.body());
            }
        } finally {
            accessLog.end(started, exchange, outcome, activity);
            measured(exchange, found.target(), outcome, activity, watch);
        }
    }

    private void measured(
            Exchange exchange, CompiledRoute route, Outcome outcome, Activity activity, RequestWatch watch) {
        List<RequestMeter> all = meters;
        if (all.isEmpty()) {
            return;
        }
        long end = watch.streamsSince().orElseGet(System::nanoTime);
        for (RequestMeter meter : all) {
            meter.answered(activity, exchange.method(), route.path(), outcome.status(), end - activity.startedNanos());
        }
    }

    @Override
    public byte[] rejection(int status, String detail) {
        return new ErrorBody(status, detail, "", "", List.of(), "").problem(wiring.json());
    }

    @Override
    public void unreadable(String remoteAddress, int status, String detail) {
        unreadable.add(status);
        accessLog.unreadable(remoteAddress, status, detail);
    }

    /** How many requests could not be read. */
    Unreadable unreadable() {
        return unreadable;
    }

    /**
     * Answers two made-up requests, one well and one with an error, before the first real ones: so that no static
     * initialiser on the way is first met by many virtual threads at once, which keep their carriers while they wait for it.
     */
    void warmUp() throws Exception {
        Handler well = rq -> Map.of("prefersHtml", rq.prefersHtml());
        // not thrown: the application's own error handlers are not asked about a request that nobody sent
        Handler badly = rq -> errors.standard(rq, new NotFound("There is nothing at " + rq.path()));
        for (Handler handler : List.of(well, badly)) {
            Activity activity = wiring.recorder().begin(Activity.Kind.OTHER, "warm-up");
            Router.Found<CompiledRoute> found = new Router.Found<>(
                    CompiledRoute.none(
                            handler, TransactionOptions.READ_ONLY, 1, Duration.ZERO, OutsideEffects.ofRoute()),
                    Map.of());
            new LocalExchange("GET", "/", new Fields(), new byte[0]).answeredBy(exchange -> {
                Shield shield = new Shield();
                RequestWatch watch = new RequestWatch(activity, shield);
                activity.call(() -> answer(found, "/", exchange, activity, shield, watch));
            });
        }
    }

    /** Who knows the open streams, which may not end by themselves. */
    Sending sending() {
        return sending;
    }

    private static String label(Exchange exchange) {
        String path = exchange.rawPath();
        return exchange.method() + " " + (path.length() > LONGEST_NAME ? path.substring(0, LONGEST_NAME) + "…" : path);
    }

    private static String path(Exchange exchange) {
        try {
            return PercentEncoding.normalized(exchange.rawPath());
        } catch (IllegalArgumentException e) {
            return exchange.rawPath(); // no route is found by it, which says why
        }
    }

    private Outcome answer(
            Router.Found<CompiledRoute> found,
            String path,
            Exchange exchange,
            Activity activity,
            Shield shield,
            RequestWatch watch) {
        watch.begins(found.target().name(), found.target().deadline());
        Incoming incoming = new Incoming(exchange, path, found.params(), bodies);
        RequestRun run = new RequestRun(wiring, renderer, errors, found.target(), incoming, activity, shield, watch);
        try {
            Optional<Response> answer =
                    found.target().always() ? run.response() : admitted(run, incoming, activity, shield);
            watch.ends();
            if (answer.filter(response -> !(response.body() instanceof Response.Bytes))
                    .isPresent()) {
                watch.streams();
            }
            return answer.map(response -> sending.outcome(response, run, exchange, activity, shield))
                    .orElseGet(() -> new Outcome.Broken(Sending.CLIENT_GONE));
        } finally {
            incoming.end();
        }
    }

    /** The answer of a request in its turn. A stream, which may never end, comes after it has given up its place. */
    private Optional<Response> admitted(RequestRun run, Incoming incoming, Activity activity, Shield shield) {
        Admission.Entry entry;
        try {
            incoming.readAhead();
            if (shield.isClientGone() || shield.isCancelled()) {
                throw new InterruptedException("It was over before its body had come");
            }
            entry = admission.enter(activity);
        } catch (IOException e) {
            shield.clientGone();
            return run.refused(e);
        } catch (EngineException | InterruptedException e) {
            return run.refused(e);
        }
        if (entry != Admission.Entry.ADMITTED) {
            return run.refused(crowded.refused(entry, admission));
        }
        try {
            return run.response();
        } finally {
            admission.leave();
        }
    }
}
