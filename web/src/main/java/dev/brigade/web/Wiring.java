package dev.brigade.web;

import dev.brigade.data.Databases;
import dev.brigade.data.Transaction;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.content.BodyValidator;
import dev.brigade.web.content.Json;
import dev.brigade.web.content.Views;
import dev.brigade.web.logging.Correlation;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.origin.Cors;
import dev.brigade.web.routing.Router;
import dev.brigade.web.signed.Sessions;
import java.util.Optional;

/**
 * The parts of a started application, made on one thread before the first request and not changed since: safe from any
 * thread.
 */
record Wiring(
        ServerSettings settings,
        Correlation correlation,
        Recorder recorder,
        Guard guard,
        Databases databases,
        Json json,
        BodyValidator validator,
        Views views,
        RouteTable routes,
        Optional<Cors> cors,
        Optional<Sessions> sessions) {

    /** A transaction for the activity of the current thread, on the application's databases. */
    Transaction begin(Activity activity, TransactionOptions options) {
        return databases.begin(activity, options);
    }

    Router<CompiledRoute> router() {
        return routes.router();
    }

    String urlFor(String name, Object... values) {
        return routes.urlFor(name, values);
    }
}
