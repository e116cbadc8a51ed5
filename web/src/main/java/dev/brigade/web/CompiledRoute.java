package dev.brigade.web;

import dev.brigade.data.TransactionOptions;
import dev.brigade.threads.NamedLock;

/**
 * A route as requests meet it. Immutable but for its lane, which is a lock: safe from any thread.
 *
 * @param handler with its filters around it
 * @param transaction how its transaction runs
 * @param mostRuns how often it runs at most for one request
 * @param lane held by a request from its second run on, so that those that met a conflict do not abort each other
 */
record CompiledRoute(Handler handler, TransactionOptions transaction, int mostRuns, NamedLock lane) {

    /** For a request that no route takes. */
    static CompiledRoute once(Handler handler) {
        return new CompiledRoute(handler, TransactionOptions.READ_ONLY, 1, new NamedLock("none", false));
    }

    static CompiledRoute of(Route route, int mostRuns) {
        return new CompiledRoute(
                route.handler(),
                route.transaction(),
                route.mayRunAgain() ? mostRuns : 1,
                new NamedLock("lane of " + route, true));
    }
}
