package dev.brigade.web;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.web.admission.Lane;
import dev.brigade.web.metering.RouteFigures;
import dev.brigade.web.origin.CrossSite;
import dev.brigade.web.watch.OutsideEffects;
import java.time.Duration;

/**
 * A route as requests meet it. Immutable but for its lane, its guess, its counts and its outside effects, which are safe from any thread.
 *
 * @param name for people: {@code POST /orders/{id}}
 * @param path as it was declared: {@code /orders/{id}}; empty for a request that no route takes
 * @param handler with its filters around it
 * @param transaction how its transaction runs
 * @param mostRuns how often it runs at most for one request
 * @param deadline how long a request may take; zero for as long as it wants
 * @param lane holds some requests up while they meet conflicts
 * @param guess whether its requests are expected to consist of one statement
 * @param counts what its requests did
 * @param outside tells what runs in vain did outside the database
 * @param always whether it is for those who run the application: answered also when as many requests run as may, and to no script of another
 *     origin
 */
record CompiledRoute(
        String name,
        String path,
        Handler handler,
        TransactionOptions transaction,
        int mostRuns,
        Duration deadline,
        Lane lane,
        Guess guess,
        RouteCounts counts,
        OutsideEffects outside,
        boolean always) {

    /** For a request that no route takes; its filters may use the database, and take their time, as around any other. */
    static CompiledRoute none(
            Handler handler, TransactionOptions transaction, int mostRuns, Duration deadline, OutsideEffects outside) {
        return new CompiledRoute(
                "no route",
                "",
                handler,
                transaction,
                mostRuns,
                deadline,
                new Lane("no lane"),
                new Guess(false),
                new RouteCounts(),
                outside,
                false);
    }

    /** @param guesses whether requests that consist of one statement may be spared their COMMIT */
    static CompiledRoute of(Route route, int mostRuns, Duration deadline, boolean guesses) {
        int runs = route.mayRunAgain() ? mostRuns : 1;
        boolean mayGuess = guesses && runs > 1 && route.transaction().readOnly();
        return new CompiledRoute(
                route.toString(),
                route.pattern().text(),
                route.handler(),
                route.transaction(),
                runs,
                route.deadline().orElse(deadline),
                new Lane("lane of " + route),
                new Guess(mayGuess),
                new RouteCounts(),
                OutsideEffects.ofRoute(),
                route.isAlways());
    }

    RouteFigures figures() {
        return new RouteFigures(
                name.substring(0, name.indexOf(' ')),
                path,
                counts::conflicts,
                guess.isAllowed(),
                guess::right,
                guess::wrong);
    }

    /** As it is, but it refuses what other sites make browsers send. */
    CompiledRoute refusing(CrossSite others) {
        Handler guarded = rq -> {
            others.check(rq::header);
            return handler.handle(rq);
        };
        return new CompiledRoute(
                name, path, guarded, transaction, mostRuns, deadline, lane, guess, counts, outside, always);
    }

    /** How a transaction of it runs, if it is expected to consist of one statement and if it is not. */
    TransactionOptions transaction(boolean oneStatement) {
        return oneStatement ? transaction.withOneStatement(true) : transaction;
    }
}
