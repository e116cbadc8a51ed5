package dev.brigade.web;

import java.util.List;
import java.util.Optional;

/**
 * Where the live page of an application is, and who may see it. Changed only while the application is built, by one thread.
 *
 * {@snippet :
 * app.live("/live").allow(rq -> rq.cookie("staff").isPresent());
 * }
 */
public final class LiveOptions {

    /** Decides who may see the live page, and cancel requests there. */
    @FunctionalInterface
    public interface Allow {
        /** Best without the database: the page is wanted most when that is what others wait for. */
        boolean test(Request request) throws Exception;
    }

    private final LiveRoutes routes;
    private Optional<Allow> allow = Optional.empty();
    private boolean values;

    LiveOptions(LiveRoutes routes) {
        this.routes = routes;
    }

    /**
     * Says who may see the page and cancel requests there; others get 403. Without it the page is open in development, and in
     * production there is none.
     */
    public LiveOptions allow(Allow who) {
        routes.handedOver("allow of the live page", who);
        allow = Optional.of(who);
        return this;
    }

    /**
     * Shows the texts of statements as they are. Unless this is said, what stands in quotation marks in them, and numbers, are
     * shown as question marks, since they may be personal data. Values of parameters are never recorded.
     */
    public LiveOptions values() {
        values = true;
        return this;
    }

    String path() {
        return routes.path();
    }

    LiveRoutes routes() {
        return routes;
    }

    Optional<Allow> allowed() {
        return allow;
    }

    boolean showsValues() {
        return values;
    }

    /** The routes that the page has declared. */
    List<Route> declared() {
        return routes.declared();
    }
}
