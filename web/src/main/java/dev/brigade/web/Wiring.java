package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import dev.brigade.data.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import dev.brigade.web.content.BodyValidator;
import dev.brigade.web.content.Json;
import dev.brigade.web.content.Views;
import dev.brigade.web.routing.Router;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a started application, made on one thread before the first request and not changed since: safe from any
 * thread.
 */
record Wiring(
        ServerSettings settings,
        Recorder recorder,
        Optional<Database> database,
        Json json,
        BodyValidator validator,
        Views views,
        Router<CompiledRoute> router,
        Map<String, Route> namedRoutes) {

    /** A transaction for the activity of the current thread, on the application's database if it has one. */
    Transaction begin(Activity activity, TransactionOptions options) {
        return database.isPresent() ? database.get().begin(activity, options) : Transaction.withoutDatabase(activity);
    }

    String urlFor(String name, Object... values) {
        return Assembly.urlFor(namedRoutes, name, values);
    }
}
