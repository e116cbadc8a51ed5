package dev.brigade.web;

import dev.brigade.web.audit.Root;
import dev.brigade.web.options.RouteDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The routes of a live page: with the filters that were declared before it, and none of the application's own routes, so that
 * tools that run these leave them alone. They are answered also when as many requests run as may. Used by the one thread that
 * builds and then starts the application.
 */
final class LiveRoutes extends Routes {
    private final String path;
    private final Consumer<Root> roots;
    private final List<Route> declared = new ArrayList<>();

    LiveRoutes(String path, List<Filter> filters, Consumer<Root> roots) {
        super(path, filters, RouteDefaults.NONE);
        this.path = path;
        this.roots = roots;
    }

    String path() {
        return path;
    }

    List<Route> declared() {
        return declared;
    }

    @Override
    void add(Route route) {
        declared.add(route.always());
    }

    @Override
    void handedOver(Root root) {
        roots.accept(root);
    }
}
