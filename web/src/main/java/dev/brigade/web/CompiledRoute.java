package dev.brigade.web;

import dev.brigade.data.TransactionOptions;

/**
 * A route as requests meet it. Immutable but for its lane, which is safe from any thread.
 *
 * @param handler with its filters around it
 * @param transaction how its transaction runs
 * @param mostRuns how often it runs at most for one request
 * @param lane where requests go one after the other once they have met a conflict
 */
record CompiledRoute(Handler handler, TransactionOptions transaction, int mostRuns, Lane lane) {

    /** For a request that no route takes. */
    static CompiledRoute once(Handler handler) {
        return new CompiledRoute(handler, TransactionOptions.READ_ONLY, 1, new Lane("no lane"));
    }

    static CompiledRoute of(Route route, int mostRuns) {
        return new CompiledRoute(
                route.handler(), route.transaction(), route.mayRunAgain() ? mostRuns : 1, new Lane("lane of " + route));
    }
}
