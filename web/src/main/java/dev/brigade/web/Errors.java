package dev.brigade.web;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.data.errors.EndedStatement;
import dev.brigade.data.errors.LeaseTimeoutException;
import dev.brigade.data.errors.LockTimeout;
import dev.brigade.data.errors.Outages;
import dev.brigade.data.errors.Violation;
import dev.brigade.threads.QueueFullException;
import dev.brigade.threads.guard.Report;
import dev.brigade.web.content.ErrorBody;
import dev.brigade.web.content.MediaTypes;
import dev.brigade.web.engine.EngineException;
import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.HttpError;
import dev.brigade.web.errors.ServiceUnavailable;
import dev.brigade.web.errors.Unprocessable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in place of errors: by the application's own handlers, or with a problem (RFC 9457) or a page. Immutable: safe
 * from any thread.
 */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021"; // a SQLSTATE

    /** An error that is kept in a constant would gather those of all requests. */
    private static final int MOST_SUPPRESSED = 8;

    /** Types that say no more than that something failed. */
    private static final List<Class<?>> ANYTHING =
            List.of(RuntimeException.class, Exception.class, Error.class, Throwable.class);

    /** How many of the guard's reports an error page shows. */
    private static final int SHOWN_REPORTS = 5;

    private final Wiring wiring;
    private final Map<Class<?>, ErrorHandler<Throwable>> handlers;

    Errors(Wiring wiring, Map<Class<?>, ErrorHandler<Throwable>> handlers) {
        this.wiring = wiring;
        this.handlers = Map.copyOf(handlers);
    }

    /**
     * What to return to the client of {@code request}, whose transaction has rolled back. What the application says of the very type of the error
     * goes before what it says of the {@link HttpError} that the error is for a client, such as the 409 of a constraint; and that before what it
     * says of errors in general.
     *
     * @throws Exception what a handler of the application's throws; {@link #standard} answers that
     */
    Object answer(Request request, Throwable error) throws Exception {
        Optional<ErrorHandler<Throwable>> own = nearest(error).filter(handler -> !handlesAnything(handler));
        if (own.isPresent()) {
            return answered(request, error, own.get());
        }
        Optional<Told> told = told(request, error);
        Optional<ErrorHandler<Throwable>> ofHttp =
                told.flatMap(known -> nearest(known.http())).filter(handler -> !handlesAnything(handler));
        if (ofHttp.isPresent()) {
            told.get().line().run();
            return answered(request, told.get().http(), ofHttp.get());
        }
        Optional<ErrorHandler<Throwable>> anything = nearest(error);
        return anything.isPresent() ? answered(request, error, anything.get()) : standard(request, error);
    }

    private Optional<ErrorHandler<Throwable>> nearest(Throwable error) {
        for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            ErrorHandler<Throwable> handler = handlers.get(type);
            if (handler != null) {
                return Optional.of(handler);
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("ReferenceEquality") // the same handler, not one like it
    private boolean handlesAnything(ErrorHandler<Throwable> handler) {
        return ANYTHING.stream().anyMatch(type -> handlers.get(type) == handler);
    }

    /**
     * By the application: with the headers of the error that it leaves out, such as the {@code Allow} of a 405. A page of its own for what is the server's fault
     * hides that from the client, and not from the log.
     */
    private static Response answered(Request request, Throwable error, ErrorHandler<Throwable> handler)
            throws Exception {
        Response response = Response.from(handler.handle(request, error));
        if (response.status() >= 500) {
            asHttp(request, error);
        }
        if (error instanceof HttpError http && http.status() == response.status()) {
            http.headers().forEach((name, value) -> {
                if (response.header(name).isEmpty()) {
                    response.header(name, value);
                }
            });
        }
        return response;
    }

    /** {@code later}, which tells of {@code first} too: most often it is another, but a handler may throw what it was given, or a constant. */
    @SuppressWarnings("ReferenceEquality") // an error is equal to itself only
    static <E extends Throwable> E after(Throwable first, E later) {
        if (later != first && later.getSuppressed().length < MOST_SUPPRESSED) {
            later.addSuppressed(first);
        }
        return later;
    }

    /** Brigade's own answer, which needs nothing of the application. */
    Response standard(Request request, Throwable error) {
        HttpError http = asHttp(request, error);
        ErrorBody body = new ErrorBody(
                http.status(),
                http.detail(),
                http.status() >= 500 ? request.toString() : "",
                http.status() >= 500 ? request.correlation().orElse("") : "",
                http instanceof Unprocessable unprocessable ? unprocessable.violations() : List.of(),
                wiring.settings().development() && http.status() == 500 ? trace(error) + found() : "");
        Response response = request.prefersHtml()
                ? Response.html(body.page())
                : Response.bytes(MediaTypes.PROBLEM, body.problem(wiring.json()));
        http.headers().forEach(response::header);
        return response.status(http.status()).header("Cache-Control", "no-store");
    }

    /** What the client may know. What it may not goes to the log. */
    private static HttpError asHttp(Request request, Throwable error) {
        Optional<Told> told = told(request, error);
        if (told.isEmpty()) {
            LOG.error("{} failed", request, error);
            return new HttpError(500, "Something went wrong on the server; its log has more under this request's name");
        }
        told.get().line().run();
        return told.get().http();
    }

    /** An error as a client is told it, and what writes a line about it into the log. */
    private record Told(HttpError http, Runnable line) {
        Told(HttpError http) {
            this(http, () -> {});
        }
    }

    /** Empty for an error that nobody has foreseen. */
    private static Optional<Told> told(Request request, Throwable error) {
        return Optional.ofNullable(
                switch (error) {
                    case HttpError http ->
                        new Told(http, () -> {
                            if (http.status() >= 500 && http.getCause() != null) {
                                LOG.error("{} failed", request, http);
                            }
                        });
                    case EngineException engine ->
                        new Told(new HttpError(engine.status(), String.valueOf(engine.getMessage())));
                    case LeaseTimeoutException timeout ->
                        busy(
                                "The server is busy; try again",
                                1,
                                () -> LOG.warn("{} got no connection. {}", request, timeout.getMessage()));
                    case QueueFullException full ->
                        busy(
                                "The server is busy; try again",
                                1,
                                () -> LOG.warn("{} was refused. {}", request, full.getMessage()));
                    case CommitFailedException partly
                    when partly.isInPart() ->
                        busy(
                                "Only a part of this was done; don't do it again before somebody has looked",
                                5,
                                () -> LOG.error("{} was done in part only", request, partly));
                    case CommitFailedException unknown
                    when unknown.outcomeUnknown() ->
                        busy(
                                "The connection to the database was lost; it is not known whether this was done",
                                5,
                                () -> LOG.error(
                                        "{} may have committed or not: the connection was lost during COMMIT",
                                        request,
                                        unknown));
                    case Throwable ended
                    when EndedStatement.of(ended).isPresent() ->
                        busy(
                                "The database ended this before it was done; try again",
                                5,
                                () -> ended(request, EndedStatement.of(ended).get()));
                    case Throwable outage
                    when Outages.isOutage(outage) ->
                        busy(
                                Outages.isOfWrites(outage)
                                        ? "The database takes no writes at present; try again"
                                        : "The database can't be reached; try again",
                                2,
                                () -> lost(request, outage));
                    case Throwable conflict
                    when Conflicts.isConflict(conflict) ->
                        busy(
                                "Too many ask for the same at once; try again",
                                1,
                                () -> LOG.warn(
                                        "{} met conflicts with other transactions in each of its {} runs, at last: {}",
                                        request,
                                        request.run(),
                                        Conflicts.reason(conflict)));
                    case Throwable waited
                    when LockTimeout.of(waited).isPresent() ->
                        busy(
                                "Others hold what this needs; try again",
                                1,
                                () -> LOG.warn(
                                        "{} {}; it is rolled back and answered 503",
                                        request,
                                        LockTimeout.of(waited).get().text()));
                    case Throwable refused
                    when isUnstorableText(refused) ->
                        new Told(new BadRequest(
                                "The request contains a character that the database can't store, such as U+0000"));
                    case Throwable violating
                    when Violation.of(violating).isPresent() ->
                        violated(request, Violation.of(violating).get());
                    default -> null;
                });
    }

    private static Told busy(String detail, int retryAfterSeconds, Runnable line) {
        return new Told(new ServiceUnavailable(detail, Duration.ofSeconds(retryAfterSeconds)), line);
    }

    private static void ended(Request request, EndedStatement ended) {
        LOG.warn("{} {}; it is rolled back and answered 503. {}.", request, ended.text(), ended.advice());
    }

    private static void lost(Request request, Throwable outage) {
        if (outage instanceof DatabaseUnavailableException || Outages.isOfWrites(outage)) {
            LOG.debug("{} got no connection. {}", request, outage.getMessage()); // it has been said, once
        } else {
            LOG.warn("{} lost its connection to the database: {}", request, Outages.reason(outage));
        }
    }

    /** What a constraint of the database refused: the client is told what kind of mistake it is, and no name of ours. */
    private static Told violated(Request request, Violation violation) {
        HttpError http = switch (violation.kind()) {
            case DUPLICATE -> new Conflict("There is one like this already");
            case REFERENCE ->
                new Conflict("This refers to something that is not there, or something there refers to it");
            case OVERLAP -> new Conflict("This is in conflict with something that is there");
            case OTHER -> new Conflict("This contradicts what is there");
            case MISSING -> new Unprocessable("", "something that must be there is missing");
            case CHECK -> new Unprocessable("", "a value is not allowed");
        };
        return new Told(
                http,
                () -> LOG.warn(
                        "{} was refused by a constraint of the database ({}{}), and its handler let that pass",
                        request,
                        violation.kind().name().toLowerCase(Locale.ROOT),
                        violation.constraint().isEmpty() ? "" : ": " + violation.constraint()));
    }

    /** PostgreSQL's texts have no U+0000; that a client sent one is no fault of the server. */
    private static boolean isUnstorableText(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && CHARACTER_NOT_IN_REPERTOIRE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** What the guard has found lately, which may be the reason. */
    private String found() {
        List<Report> reports = wiring.guard().reports();
        return reports.isEmpty()
                ? ""
                : reports.subList(Math.max(0, reports.size() - SHOWN_REPORTS), reports.size()).stream()
                        .map(Report::text)
                        .collect(Collectors.joining("\n\n", "\nThe guard has found lately:\n\n", "\n"));
    }

    private static String trace(Throwable error) {
        StringWriter out = new StringWriter();
        error.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }
}
