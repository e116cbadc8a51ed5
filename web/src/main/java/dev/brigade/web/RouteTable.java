package dev.brigade.web;

import dev.brigade.web.content.Content;
import dev.brigade.web.content.StaticFiles;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.metering.RouteFigures;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.origin.CrossSite;
import dev.brigade.web.routing.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a started application, found by method and path, or by name. Made on one thread before the first request and not
 * changed since: safe from any thread.
 *
 * @param all in the order of their declaration
 */
record RouteTable(Router<CompiledRoute> router, List<CompiledRoute> all, Map<String, Route> named) {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /**
     * Those of {@code app}.
     *
     * @param guesses whether reads may be guessed to consist of one statement
     * @throws StartException if they contradict each other
     */
    static RouteTable of(App app, Content content, boolean guesses) {
        ServerSettings settings = app.serverSettings();
        Router<CompiledRoute> router = new Router<>();
        Map<String, Route> named = new HashMap<>();
        app.staticFolders().forEach((path, folder) -> {
            StaticFiles files = content.files(folder);
            if (!files.isEmpty()) {
                app.get((path.endsWith("/") ? path : path + "/") + "{file:path}", new StaticHandler(files, settings));
            } else if (!(path.equals("/" + App.STATIC) && folder.equals(App.STATIC))) { // that need not be there
                LOG.warn(
                        "files(\"{}\", \"{}\") serves nothing: there is no file in a folder \"{}\" of the class path, such as src/main/resources/{}",
                        path,
                        folder,
                        folder,
                        folder);
            }
        });
        CrossSite others = new CrossSite(
                app.origins().trusted(), app.hasSessions(), app.origins().cors());
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
        app.settle();
        List<Route> declared = app.routes();
        for (int i = 0; i < routes.size(); i++) {
            checkExamples(declared.get(i), routes.get(i), router);
        }
        return new RouteTable(router, List.copyOf(routes), Map.copyOf(named));
    }

    /**
     * Adds a route that is none of the application's own, before the first request.
     *
     * @throws StartException if there is one in its place
     */
    void mount(Route route, ServerSettings settings) {
        try {
            router.add(route.method(), route.pattern(), CompiledRoute.of(route, 1, settings.deadline(), false));
        } catch (IllegalArgumentException e) {
            throw new StartException(route + " can't be mounted: " + e.getMessage(), e);
        }
    }

    /** What the requests of each did. */
    List<RouteFigures> figures() {
        return all.stream().map(CompiledRoute::figures).toList();
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
                wrong = "its path is not valid: " + e.getMessage();
            }
            if (!wrong.isEmpty()) {
                throw new StartException("The example \"" + target + "\" of route " + route + " is not for that route: "
                        + wrong + ". Write a path that the route takes, as a client would send it.");
            }
        }
    }

    /**
     * The path of a named route.
     *
     * @throws IllegalArgumentException if there is no such route, or the values don't fit
     */
    String urlFor(String name, Object... values) {
        Route route = named.get(name);
        if (route == null) {
            throw new IllegalArgumentException("No route is named \"" + name + "\"; named are "
                    + (named.isEmpty()
                            ? "none"
                            : String.join(", ", named.keySet().stream().sorted().toList())));
        }
        return route.pattern().fill(values);
    }
}
