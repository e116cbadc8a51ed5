package dev.brigade.web;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.DatabaseUnavailableException;
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

    /** How many of the guard's reports an error page shows. */
    private static final int SHOWN_REPORTS = 5;

    private final Wiring wiring;
    private final Map<Class<?>, ErrorHandler<Throwable>> handlers;

    Errors(Wiring wiring, Map<Class<?>, ErrorHandler<Throwable>> handlers) {
        this.wiring = wiring;
        this.handlers = Map.copyOf(handlers);
    }

    /**
     * What to return to the client of {@code request}, whose transaction has rolled back.
     *
     * @throws Exception what a handler of the application's throws; {@link #standard} answers that
     */
    Object answer(Request request, Throwable error) throws Exception {
        for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            ErrorHandler<Throwable> handler = handlers.get(type);
            if (handler != null) {
                return handler.handle(request, error);
            }
        }
        return standard(request, error);
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
        return switch (error) {
            case HttpError http -> {
                if (http.status() >= 500 && http.getCause() != null) {
                    LOG.error("{} failed", request, http);
                }
                yield http;
            }
            case EngineException engine -> new HttpError(engine.status(), String.valueOf(engine.getMessage()));
            case LeaseTimeoutException timeout -> {
                LOG.warn("{} got no connection. {}", request, timeout.getMessage());
                yield new ServiceUnavailable("The server is busy; try again", Duration.ofSeconds(1));
            }
            case QueueFullException full -> {
                LOG.warn("{} was refused. {}", request, full.getMessage());
                yield new ServiceUnavailable("The server is busy; try again", Duration.ofSeconds(1));
            }
            case CommitFailedException unknown
            when unknown.outcomeUnknown() -> {
                LOG.error("{} may have committed or not: the connection was lost during COMMIT", request, unknown);
                yield new ServiceUnavailable(
                        "The connection to the database was lost; it is not known whether this was done",
                        Duration.ofSeconds(5));
            }
            case Throwable outage
            when Outages.isOutage(outage) -> {
                boolean ofWrites = Outages.isOfWrites(outage);
                if (ofWrites || outage instanceof DatabaseUnavailableException) {
                    LOG.debug("{} got no connection. {}", request, outage.getMessage()); // it has been said, once
                } else {
                    LOG.warn("{} lost its connection to the database: {}", request, outage.getMessage());
                }
                yield new ServiceUnavailable(
                        ofWrites
                                ? "The database takes no writes at present; try again"
                                : "The database can't be reached; try again",
                        Duration.ofSeconds(2));
            }
            case Throwable conflict
            when Conflicts.isConflict(conflict) -> {
                LOG.warn(
                        "{} met conflicts with other transactions in each of its {} runs, at last: {}",
                        request,
                        request.run(),
                        Conflicts.reason(conflict));
                yield new ServiceUnavailable("Too many ask for the same at once; try again", Duration.ofSeconds(1));
            }
            case Throwable waited
            when LockTimeout.of(waited).isPresent() -> {
                LOG.warn(
                        "{} {}; it is rolled back and answered 503",
                        request,
                        LockTimeout.of(waited).get().text());
                yield new ServiceUnavailable("Others hold what this needs; try again", Duration.ofSeconds(1));
            }
            case Throwable refused
            when isUnstorableText(refused) ->
                new BadRequest("The request contains a character that the database can't store, such as U+0000");
            case Throwable violating
            when Violation.of(violating).isPresent() ->
                violated(request, Violation.of(violating).get());
            default -> {
                LOG.error("{} failed", request, error);
                yield new HttpError(
                        500, "Something went wrong on the server; its log has more under this request's name");
            }
        };
    }

    /** What a constraint of the database refused: the client is told what kind of mistake it is, and no name of ours. */
    private static HttpError violated(Request request, Violation violation) {
        LOG.warn(
                "{} was refused by a constraint of the database ({}{}), and its handler let that pass",
                request,
                violation.kind().name().toLowerCase(Locale.ROOT),
                violation.constraint().isEmpty() ? "" : ": " + violation.constraint());
        return switch (violation.kind()) {
            case DUPLICATE -> new Conflict("There is one like this already");
            case REFERENCE ->
                new Conflict("This refers to something that is not there, or something there refers to it");
            case OVERLAP -> new Conflict("This is in conflict with something that is there");
            case OTHER -> new Conflict("This contradicts what is there");
            case MISSING -> new Unprocessable("", "something that must be there is missing");
            case CHECK -> new Unprocessable("", "a value is not allowed");
        };
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
