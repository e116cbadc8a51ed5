package dev.brigade.web;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.audit.Root;
import dev.brigade.web.options.Deadlines;
import dev.brigade.web.options.RouteDefaults;
import dev.brigade.web.routing.PathPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where routes are declared: an {@link App}, or a group of its routes that share a path prefix and filters.
 *
 * <p>Used by the one thread that builds the application. A filter goes around the routes that are declared after it.
 */
public abstract sealed class Routes permits MeetingPlaces, LiveRoutes, RouteGroup {
    private final String prefix;
    private final List<Filter> filters;
    private RouteDefaults defaults;

    Routes(String prefix, List<Filter> filters, RouteDefaults defaults) {
        this.prefix = prefix;
        this.filters = new ArrayList<>(filters);
        this.defaults = defaults;
    }

    /** Takes a finished route. */
    abstract void add(Route route);

    /** Takes note of what several threads will use. */
    abstract void handedOver(Root root);

    /** @param code of the application: the last argument of the call that handed it over */
    final void handedOver(String name, Object code) {
        handedOver(new Root(name, code, HandingOver.place()));
    }

    public Route get(String path, Handler handler) {
        return route("GET", path, handler);
    }

    public Route post(String path, Handler handler) {
        return route("POST", path, handler);
    }

    public Route put(String path, Handler handler) {
        return route("PUT", path, handler);
    }

    public Route patch(String path, Handler handler) {
        return route("PATCH", path, handler);
    }

    public Route delete(String path, Handler handler) {
        return route("DELETE", path, handler);
    }

    /**
     * A route for any method.
     *
     * @param path literal segments and parameters: {@code /orders/{id:long}}; types are int, long, uuid, string (which is
     *     meant if there is none) and path (the rest, slashes and all)
     * @throws IllegalArgumentException if the path is not one, or taken
     */
    public Route route(String method, String path, Handler handler) {
        Route route = new Route(method, PathPattern.parse(joined(path)), wrapped(handler), defaults);
        add(route);
        handedOver(route.toString(), handler);
        return route;
    }

    /** Routes whose paths begin with {@code path}, with filters of their own; {@code /} for any path. */
    public void group(String path, Consumer<Routes> routes) {
        routes.accept(new RouteGroup(this, beginning(path), filters, defaults));
    }

    /** Asks for this isolation for each route declared after it, unless the route itself asks for another. */
    public void isolation(Isolation isolation) {
        defaults = defaults.withIsolation(isolation);
    }

    /** Whether the database refuses writes of each route declared after it, unless the route itself says otherwise. */
    public void readOnly(boolean readOnly) {
        defaults = defaults.withReadOnly(readOnly);
    }

    /** How long a request may take on each route declared after it, unless the route itself says otherwise; zero: for ever. */
    public void deadline(Duration time) {
        defaults = defaults.withDeadline(Deadlines.checked(time));
    }

    /**
     * Lets pages of other sites send requests that change something, with the cookies that browsers have of this one, to each route
     * declared after it: see {@link Route#crossSite}.
     */
    public void crossSite() {
        defaults = defaults.withCrossSite();
    }

    /** Puts {@code filter} around each route declared after it. */
    public void around(Filter filter) {
        handedOver(nameOfFilter(), filter);
        filters.add(filter);
    }

    /** Runs {@code filter} before each route declared after it. */
    public void before(Filter.Before filter) {
        handedOver(nameOfFilter(), filter);
        filters.add((request, next) -> {
            filter.before(request);
            return next.handle(request);
        });
    }

    /** Runs {@code filter} after each route declared after it; if that throws, on what is answered to the error. */
    public void after(Filter.After filter) {
        handedOver(nameOfFilter(), filter);
        filters.add((request, next) -> {
            Object answer;
            try {
                answer = next.handle(request);
            } catch (Throwable e) {
                request.passedByError(filter); // unless a filter around this one knows what to answer
                throw e;
            }
            return filter.after(request, Response.from(answer));
        });
    }

    /** What it says, as it is now, for routes declared after it. */
    final RouteDefaults defaults() {
        return defaults;
    }

    /** The filters go around from the outside in, in the order in which they were declared. */
    Handler wrapped(Handler handler) {
        Handler wrapped = handler;
        for (Filter filter : filters.reversed()) {
            Handler next = wrapped;
            wrapped = request -> filter.around(request, next);
        }
        return wrapped;
    }

    private String nameOfFilter() {
        return prefix.isEmpty() ? "filter" : "filter of " + prefix;
    }

    /** For routes that are not handed to this, with its filters as they are now. */
    final LiveRoutes liveRoutes(String path) {
        return new LiveRoutes(beginning(path), filters, this::handedOver);
    }

    /** Of paths, which begin with a slash themselves. */
    private String beginning(String path) {
        String at = joined(path);
        return at.endsWith("/") ? at.substring(0, at.length() - 1) : at;
    }

    private String joined(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path \"" + path + "\" must begin with a slash");
        }
        return prefix.isEmpty() ? path : path.equals("/") ? prefix : prefix + path;
    }
}
