package dev.brigade.web;

import dev.brigade.web.engine.Exchange;
import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.MethodNotAllowed;
import dev.brigade.web.errors.NotFound;
import dev.brigade.web.options.RouteDefaults;
import dev.brigade.web.origin.Cors;
import dev.brigade.web.routing.Router;
import dev.brigade.web.watch.OutsideEffects;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds the route of a request; or makes one for the occasion that says why there is none, so that filters and errors are as
 * ever. Immutable: safe from any thread.
 *
 * @param filters those of the application as a whole, which go around what no route takes too
 * @param defaults how that runs, and how long it may take
 * @param mostRuns how often it runs at most for one request
 * @param outside tells what runs of it in vain did outside the database
 */
record RouteFinder(
        Router<CompiledRoute> router,
        Optional<Cors> cors,
        UnaryOperator<Handler> filters,
        RouteDefaults defaults,
        int mostRuns,
        OutsideEffects outside) {
    private static final int PERMANENT_REDIRECT = 308; // the method stays what it is

    /** @param path in its one form */
    Router.Found<CompiledRoute> find(Exchange exchange, String path) {
        try {
            return switch (router.find(exchange.method(), path)) {
                case Router.Found<CompiledRoute> found -> found;
                case Router.WrongMethod<CompiledRoute>(List<String> allowed) -> wrongMethod(exchange, allowed);
                case Router.NoPath<CompiledRoute> _ -> none(exchange, filters.apply(nowhere(exchange.method(), path)));
            };
        } catch (IllegalArgumentException e) {
            return none(exchange, filters.apply(_ -> {
                throw new BadRequest("The path is not valid: " + e.getMessage());
            }));
        }
    }

    private Router.Found<CompiledRoute> wrongMethod(Exchange exchange, List<String> allowed) {
        Handler options = rq -> {
            if (!rq.method().equals("OPTIONS")) {
                throw new MethodNotAllowed(rq.method(), allowed);
            }
            Response answer = Response.noContent().header("Allow", String.join(", ", allowed));
            cors.ifPresent(rules -> rules.preflight(rq::header, allowed, answer::header));
            return answer;
        };
        boolean isPreflight = cors.isPresent()
                && exchange.method().equals("OPTIONS")
                && exchange.header("Access-Control-Request-Method").isPresent();
        // browsers send no credentials with it, so a filter that wants some would refuse it
        return none(exchange, isPreflight ? options : filters.apply(options));
    }

    /** There is nothing; but if there is with a slash at the end, or without it, that is where to go. */
    private Handler nowhere(String method, String path) {
        Optional<String> other = other(method, path);
        return rq -> {
            if (other.isEmpty()) {
                throw new NotFound("There is nothing at " + rq.path());
            }
            return Response.of(PERMANENT_REDIRECT).header("Location", other.get() + rq.queryAsSent());
        };
    }

    private Optional<String> other(String method, String path) {
        boolean slash = path.endsWith("/");
        String other = slash ? path.substring(0, path.length() - 1) : path + "/";
        if (other.isEmpty() || other.startsWith("//") || other.indexOf('\\') >= 0) {
            return Optional.empty(); // a browser would take the beginning for a host
        }
        try {
            return Optional.of(other)
                    .filter(_ -> router.find(method, other) instanceof Router.Found<CompiledRoute> found
                            && (slash
                                    || found.target()
                                            .name()
                                            .endsWith("/"))); // not the rest of a path, which may be empty
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Router.Found<CompiledRoute> none(Exchange exchange, Handler handler) {
        return new Router.Found<>(
                CompiledRoute.none(
                        handler,
                        defaults.transaction(exchange.method()),
                        mostRuns,
                        defaults.deadline().orElse(Duration.ZERO),
                        outside),
                Map.of());
    }
}
