package dev.brigade.web;

import dev.brigade.web.audit.Root;
import dev.brigade.web.options.RouteDefaults;
import java.util.List;

/** Routes with a common prefix; hands them to what it is a part of. */
final class RouteGroup extends Routes {
    private final Routes parent;

    RouteGroup(Routes parent, String prefix, List<Filter> filters, RouteDefaults defaults) {
        super(prefix, filters, defaults);
        this.parent = parent;
    }

    @Override
    void add(Route route) {
        parent.add(route);
    }

    @Override
    void handedOver(Root root) {
        parent.handedOver(root);
    }
}
