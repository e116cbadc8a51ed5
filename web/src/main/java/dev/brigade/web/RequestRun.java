package dev.brigade.web;

import dev.brigade.data.Transaction;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.threads.Activity;
import dev.brigade.web.admission.Lane;
import dev.brigade.web.errors.ServiceUnavailable;
import dev.brigade.web.watch.Ends;
import dev.brigade.web.watch.RequestWatch;
import dev.brigade.web.watch.Shield;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its handler to its response: handler, render, commit, give the connection back; again from the beginning
 * when its transaction met a conflict with another. Confined to the request's thread.
 */
final class RequestRun {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private final Wiring wiring;
    private final Renderer renderer;
    private final Errors errors;
    private final CompiledRoute route;
    private final Incoming incoming;
    private final Activity activity;
    private final Shield shield;
    private @Nullable Request last;
    private Optional<Throwable> failure = Optional.empty(); // of the last run that failed
    private final RequestWatch watch;

    RequestRun(
            Wiring wiring,
            Renderer renderer,
            Errors errors,
            CompiledRoute route,
            Incoming incoming,
            Activity activity,
            Shield shield,
            RequestWatch watch) {
        this.wiring = wiring;
        this.renderer = renderer;
        this.errors = errors;
        this.route = route;
        this.incoming = incoming;
        this.activity = activity;
        this.shield = shield;
        this.watch = watch;
    }

    /** A run that has ended: its transaction has committed or rolled back, its hooks have not run yet. */
    private record Ended(Transaction transaction, Optional<Response> response) {}

    /**
     * The response, rendered; empty if the client has gone away before there was one. When this returns the transaction
     * has ended and the connection has gone back.
     */
    Optional<Response> response() {
        Ended ended;
        try {
            ended = untilNoConflict();
        } catch (InterruptedException e) {
            return refused(e);
        }
        shield.raise();
        route.counts().request();
        hooks(ended.transaction());
        Ends.request(activity, shield, ended.transaction().isCommitted(), failure, status(ended.response()));
        return ended.response();
    }

    /**
     * The response in place of one whose body failed after the commit, before any of it was sent. Not a stream again: it could
     * fail again for the same reason.
     */
    Optional<Response> instead(Throwable error) {
        Request request = Objects.requireNonNull(last, "there is an answer already");
        return failed(request, error)
                .map(response -> response.body() instanceof Response.Bytes
                        ? response
                        : standard(
                                request,
                                new IllegalStateException(
                                        "The answer to the error of a stream can't be a stream itself", error)));
    }

    /** Brigade's own answer, with what each answer of {@code request} has; its session is as it arrived. */
    private Response standard(Request request, Throwable error) {
        return answered(request, renderer.render(errors.standard(request, error), request), false);
    }

    /** As it is sent. What is for those who run the application is not for pages that they happen to have open. */
    private Response answered(Request request, Response response, boolean keepsSession) {
        return request.answered(response, keepsSession, !route.always());
    }

    /** The answer of a request that has not run, or not to its end, because of {@code why}. */
    Optional<Response> refused(Throwable why) {
        shield.raise();
        Transaction transaction = wiring.begin(activity, route.transaction());
        transaction.rollback();
        Request request = new Request(incoming, wiring, transaction, 1);
        last = request;
        Optional<Response> answer = failed(request, why);
        Ends.request(activity, shield, false, Optional.of(why), status(answer));
        return answer;
    }

    /** In the route's lane, which holds up some while there are conflicts. */
    private Ended untilNoConflict() throws InterruptedException {
        Lane.Turn turn = route.lane().enter();
        try {
            boolean guess = route.guess().isMade();
            for (int run = 1; ; run++) {
                long mark = activity.eventCount();
                activity.repeatable(run < route.mostRuns());
                Transaction transaction = wiring.begin(activity, route.transaction(guess));
                watch.runs(transaction);
                Request request = new Request(incoming, wiring, transaction, run);
                last = request;
                try {
                    Response response = once(request, transaction);
                    route.guess().learn(guess, transaction.usage());
                    return new Ended(transaction, Optional.of(response));
                } catch (Throwable e) {
                    shield.raise();
                    failure = Optional.of(e);
                    transaction.rollback();
                    if (transaction.guessedWrong() && !shield.isCancelled()) {
                        LOG.debug("{} sends more than one statement and runs again, in a full transaction", request);
                        guess = false;
                        route.guess().wasWrong();
                        route.outside().tell(activity, run, mark, "its second statement, which was not expected");
                        hooks(transaction);
                        activity.runsAgain(
                                route.lane(), run + 1, "it sends more than the one statement expected of it");
                        shield.lower();
                        continue;
                    }
                    if (run >= route.mostRuns() || shield.isCancelled() || !Conflicts.isConflict(e)) {
                        return new Ended(transaction, failed(request, e));
                    }
                    LOG.debug("{} met a conflict in run {} and runs again: {}", request, run, e.toString());
                    route.outside().tell(activity, run, mark, "a conflict");
                    hooks(transaction);
                    activity.runsAgain(route.lane(), run + 1, Ends.why(e));
                    shield.lower();
                    route.counts().conflict();
                    Conflicts.giveWay(e, run);
                    turn.again();
                }
            }
        } finally {
            turn.leave();
        }
    }

    /** Runs what comes after the end of the last run, or of one in vain; for it too, its request is the current one. */
    private void hooks(Transaction ended) {
        asCurrent(() -> {
            ended.runHooks();
            return ended;
        });
    }

    /** Runs code of the application, for which the request of the last run is {@link Request#current()}. */
    <R, X extends Throwable> R asCurrent(ScopedValue.CallableOp<R, X> code) throws X {
        return ScopedValue.where(Request.CURRENT, Objects.requireNonNull(last, "no run has begun"))
                .call(code);
    }

    private Response once(Request request, Transaction transaction) throws Exception {
        Response response = asCurrent(() -> renderer.render(route.handler().handle(request), request));
        shield.raise();
        Optional<ServiceUnavailable> refusal = watch.refusal();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        if (response.status() >= 500) {
            transaction.rollbackOnly();
        }
        // What is too large for a session fails here, and what a session says is sent only if the commit succeeds.
        Response answer = answered(request, response, !transaction.isRollbackOnly());
        transaction.commit();
        return answer;
    }

    private Optional<Response> failed(Request request, Throwable error) {
        if (incoming.isAbandoned()) {
            shield.clientGone(); // before the engine has said so
        }
        if (shield.isClientGone()) {
            LOG.debug("{} was given up: its client has gone away", request, error);
            return Optional.empty();
        }
        activity.repeatable(false); // what answers is not done again, so others rather give way to it
        Throwable reason = watch.refusal().<Throwable>map(refusal -> refusal).orElse(error);
        Transaction own = wiring.begin(activity, route.transaction().withReadOnly(false));
        Request again = request.forError(own);
        last = again;
        try {
            Response answer = asCurrent(() -> {
                Response response = renderer.render(filtered(again, own, answer(again, own, reason)), again);
                return answered(again, response, response.status() < 500 && !own.isRollbackOnly());
            });
            own.commit();
            return Optional.of(answer);
        } catch (Throwable e) { // also a checked exception that something hides from the compiler
            // The application's answer to the error can't be rendered: a broken template, say. Or its transaction does
            // not commit.
            own.rollback();
            return Optional.of(standard(again, Errors.after(error, e)));
        } finally {
            hooks(own);
        }
    }

    /**
     * What the application answers to an error, in the time that is left to the request: it is ended as a handler is, unless this is the answer to a
     * request that has been ended. Of what fails half way nothing stays.
     */
    private Object answer(Request again, Transaction own, Throwable reason) {
        boolean mayBeEnded = !shield.isCancelled();
        Throwable failed;
        try {
            if (mayBeEnded) {
                watch.runs(own);
                shield.lower();
            }
            Object answer = errors.answer(again, reason);
            shield.raise();
            if (!mayBeEnded || watch.refusal().isEmpty()) {
                return answer;
            }
            failed = reason;
        } catch (Throwable e) {
            shield.raise();
            failed = Errors.after(reason, e);
        }
        own.rollbackOnly();
        if (shield.isClientGone()) {
            return Response.noContent(); // to nobody
        }
        return errors.standard(
                again, mayBeEnded ? watch.refusal().<Throwable>map(why -> why).orElse(failed) : failed);
    }

    /** The answer to an error after the filters that the error has passed by. What one of them throws is answered too. */
    private Response filtered(Request request, Transaction own, Object answer) {
        Response response = Response.from(answer);
        for (Filter.After filter : request.passedByError()) {
            try {
                response = filter.after(request, response);
            } catch (Exception | Error e) {
                response = Response.from(answer(request, own, e));
            }
        }
        return response;
    }

    private static int status(Optional<Response> answer) {
        return answer.map(Response::status).orElse(0);
    }
}
