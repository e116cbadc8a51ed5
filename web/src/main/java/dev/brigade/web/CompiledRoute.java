package dev.brigade.web;

import dev.brigade.data.TransactionOptions;

/**
 * A route as requests meet it. Immutable but for its lane and its guess, which are safe from any thread.
 *
 * @param handler with its filters around it
 * @param transaction how its transaction runs
 * @param mostRuns how often it runs at most for one request
 * @param lane holds some requests up while they meet conflicts
 * @param guess whether its requests are expected to consist of one statement
 */
record CompiledRoute(Handler handler, TransactionOptions transaction, int mostRuns, Lane lane, Guess guess) {

    /** For a request that no route takes. */
    static CompiledRoute once(Handler handler) {
        return new CompiledRoute(handler, TransactionOptions.READ_ONLY, 1, new Lane("no lane"), new Guess(false));
    }

    /** @param guesses whether requests that consist of one statement may be spared their COMMIT */
    static CompiledRoute of(Route route, int mostRuns, boolean guesses) {
        int runs = route.mayRunAgain() ? mostRuns : 1;
        boolean mayGuess = guesses && runs > 1 && route.transaction().readOnly();
        return new CompiledRoute(
                route.handler(), route.transaction(), runs, new Lane("lane of " + route), new Guess(mayGuess));
    }

    /** How a transaction of it runs, if it is expected to consist of one statement and if it is not. */
    TransactionOptions transaction(boolean oneStatement) {
        return oneStatement ? transaction.withOneStatement(true) : transaction;
    }
}
