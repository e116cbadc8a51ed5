package dev.brigade.web;

import dev.brigade.data.Transaction;
import dev.brigade.web.content.Conversions;
import dev.brigade.web.content.MediaTypes;
import dev.brigade.web.cookies.CookieHeader;
import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.NotFound;
import dev.brigade.web.errors.UnsupportedMediaType;
import dev.brigade.web.session.Flash;
import dev.brigade.web.session.Session;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What a client asks, and what its handler works with: one thread, at most one connection, one transaction.
 *
 * <p>Confined to the thread that runs the handler. When a request is run again after a conflict with another transaction,
 * the handler gets a new object that reads the same body.
 */
public final class Request extends TransactionWork {
    static final ScopedValue<Request> CURRENT = ScopedValue.newInstance();

    private final Incoming incoming;
    private final Wiring wiring;
    private final int run;
    private final RunSession session;
    private final RunBody body;
    private Map<Class<?>, Object> attributes = Map.of();
    private List<Filter.After> passed = List.of();

    Request(Incoming incoming, Wiring wiring, Transaction transaction, int run) {
        super(transaction);
        this.incoming = incoming;
        this.wiring = wiring;
        this.run = run;
        this.session = new RunSession(incoming, wiring, transaction);
        this.body = new RunBody(incoming, wiring);
    }

    /**
     * The request of the current thread, for code that is not handed one.
     *
     * @throws NoSuchElementException if the current thread runs no request
     */
    public static Request current() {
        return CURRENT.orElseThrow(() -> {
            Thread thread = Thread.currentThread();
            return new NoSuchElementException("Thread \""
                    + (thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName())
                    + "\" runs no request; hand over what it needs");
        });
    }

    /**
     * By what others know this request, a proxy or a trace: the first valid one of the headers of setting {@code log.correlation}, by default
     * {@code X-Request-Id} and {@code traceparent}. It stands in each line that this thread logs, as {@code correlation} of SLF4J's MDC; a
     * further thread has it there only if it is put there: {@code MDC.put("correlation", …)}. Chosen by who sent the request: no proof of
     * anything.
     */
    public Optional<String> correlation() {
        return wiring.correlation().of(incoming.exchange());
    }

    /** The method as sent: {@code GET}. */
    public String method() {
        return incoming.exchange().method();
    }

    /**
     * The path, percent-encoded, without the query. In one form, whatever the client has encoded beyond need: {@code /%61dmin} is
     * {@code /admin}. The same that the route was found by.
     */
    public String path() {
        return incoming.path();
    }

    /** A parameter of the route's path, decoded. */
    public String path(String name) {
        return String.valueOf(param(name));
    }

    /**
     * A parameter of the route's path, of the type that the route says, or of one that its text is read as.
     *
     * @throws NotFound (404) if its text can't be: there is nothing at this path
     * @throws IllegalArgumentException if the route has no such parameter
     */
    @SuppressWarnings("unchecked") // int.class is a Class<Integer>, whose cast method knows only the box
    public <T> T path(String name, Class<T> type) {
        Object value = param(name);
        if (!MethodType.methodType(type).wrap().returnType().isInstance(value)) {
            try {
                return Conversions.convert(String.valueOf(value), type);
            } catch (IllegalArgumentException e) {
                throw new NotFound("There is nothing at " + path() + ": " + name + " " + e.getMessage());
            }
        }
        return (T) value;
    }

    private Object param(String name) {
        Object value = incoming.params().get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter \"" + name + "\"; it has "
                    + (incoming.params().isEmpty()
                            ? "none"
                            : String.join(", ", incoming.params().keySet())));
        }
        return value;
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        return queryAll(name).stream().findFirst();
    }

    /**
     * The first value of a query parameter, as a number, a date, …
     *
     * @throws BadRequest if it is not one
     */
    public <T> Optional<T> query(String name, Class<T> type) {
        return body.query(name, type);
    }

    /** All values of a query parameter. */
    public List<String> queryAll(String name) {
        return body.queryAll(name);
    }

    /**
     * A query parameter, or a field of a form, that must be there and not empty.
     *
     * @throws BadRequest (400) if it is not, with its name
     * @throws dev.brigade.web.errors.Unprocessable (422) the same, of a form
     */
    public String required(String name) throws IOException {
        return body.required(name, String.class);
    }

    /** As {@link #required(String)}, as a number, a date, …; what is none is answered likewise. */
    public <T> T required(String name, Class<T> type) throws IOException {
        return body.required(name, type);
    }

    /** The first value of a header; names in any case. */
    public Optional<String> header(String name) {
        return incoming.exchange().header(name);
    }

    /** All values of a header; names in any case. */
    public List<String> headers(String name) {
        return incoming.exchange().headers(name);
    }

    /** The value of a cookie, as the client sent it. */
    public Optional<String> cookie(String name) {
        return CookieHeader.value(headers("Cookie"), name);
    }

    /**
     * What the application remembers of the client. What is changed takes effect if the transaction commits.
     *
     * @throws IllegalStateException if the application has not said {@link App#sessions()}
     */
    public Session session() {
        return session.stored();
    }

    /** As {@link #flash(String, String)}, of the category {@code message}. */
    public void flash(String text) {
        flash(Flash.MESSAGE, text);
    }

    /** Keeps a message in the session, for the next page that shows {@link #flashes()}: after a redirect, most often. */
    public void flash(String category, String text) {
        session.stored().flash(new Flash(category, text));
    }

    /** The messages that wait to be shown, in their order; they are taken by that, if the transaction commits. */
    public List<Flash> flashes() {
        return session.stored().flashes();
    }

    /** What a page may show: {@code model}, and the session and its messages. */
    Map<String, Object> forPage(Map<String, Object> model) {
        return session.forPage(model);
    }

    /**
     * The response as it is sent, with its cookies; from here on the session can't be changed.
     *
     * @param forScripts whether scripts of those other origins may read it that the application names
     */
    Response answered(Response response, boolean keepsSession, boolean forScripts) {
        Response answer = session.answered(response, keepsSession);
        return wiring.cors()
                .filter(_ -> forScripts)
                .map(rules -> {
                    Response own = answer.copy(); // an application may keep its response in a constant
                    rules.answer(this::header, new AnswerFields(own));
                    return own;
                })
                .orElse(answer);
    }

    /** The query with its question mark; empty if there is none. */
    String queryAsSent() {
        String query = incoming.exchange().rawQuery();
        return query.isEmpty() ? "" : "?" + query;
    }

    /** What answers to the error of this one, in a transaction of its own: its session is as it arrived, what filters attached is kept. */
    Request forError(Transaction own) {
        Request request = new Request(incoming, wiring, own, run);
        request.attributes = attributes;
        request.passed = passed;
        request.session.comesAfter(session);
        return request;
    }

    /** An error has passed by {@code filter}, which shall see what is answered to it; the inner ones first. */
    void passedByError(Filter.After filter) {
        if (passed.isEmpty()) {
            passed = new ArrayList<>();
        }
        passed.add(filter);
    }

    /** The filters that an error has passed by. */
    List<Filter.After> passedByError() {
        return List.copyOf(passed);
    }

    /** Whether the client would rather have a page than JSON, by its {@code Accept} header: browsers do. */
    public boolean prefersHtml() {
        return MediaTypes.prefersHtml(header("Accept").orElse(""));
    }

    /**
     * The body, JSON or form, as a value that keeps to its Jakarta Validation annotations.
     *
     * @throws BadRequest (400) if it is not JSON
     * @throws dev.brigade.web.errors.Unprocessable (422) if it does not fit, with each field that does not
     * @throws UnsupportedMediaType (415) if it is neither JSON nor a form
     */
    public <T> T body(Class<T> type) throws IOException, InterruptedException {
        return body.as(type);
    }

    /**
     * The body, a JSON array, as a list of values each of which keeps to its annotations; as {@link #body(Class)} otherwise. What is wrong
     * with one is told with its place: {@code [1].portions}.
     */
    public <T> List<T> bodyList(Class<T> type) throws IOException, InterruptedException {
        return body.asList(type);
    }

    /**
     * A file of a form ({@code multipart/form-data}); empty if none was chosen.
     *
     * @throws BadRequest (400) if the body is not of that form
     * @throws UnsupportedMediaType (415) if it is no form
     */
    public Optional<UploadedFile> file(String name) throws IOException {
        return files(name).stream().findFirst();
    }

    /** All files of a field of a form, in the order in which they were chosen. */
    public List<UploadedFile> files(String name) throws IOException {
        return body.files(name);
    }

    /** The fields of a form that are no files, each with all its values. */
    public Map<String, List<String>> form() throws IOException {
        return body.form();
    }

    /** The body as text in UTF-8. */
    public String bodyText() throws IOException {
        return body.text();
    }

    /** The body; the same bytes each time, in an array of the caller's own. */
    public byte[] bodyBytes() throws IOException {
        return incoming.body().clone(); // who changed it would change what the next run reads
    }

    /** The address of the other end of the connection: the client, or a proxy before us. */
    public String remoteAddress() {
        return incoming.exchange().remoteAddress();
    }

    /** 1 for the first run; more when a conflict with another transaction made it run again. */
    public int run() {
        return run;
    }

    /**
     * The path of a named route.
     *
     * @param values for its parameters, in order
     * @throws IllegalArgumentException if there is no such route, or the values don't fit
     */
    public String urlFor(String route, Object... values) {
        return wiring.urlFor(route, values);
    }

    /** Keeps something for filters and handlers that come later in this run. */
    public <T> void attach(Class<T> type, T value) {
        if (attributes.isEmpty()) {
            attributes = new HashMap<>();
        }
        attributes.put(type, value);
    }

    /** What {@link #attach} kept. */
    public <T> Optional<T> attached(Class<T> type) {
        return Optional.ofNullable(attributes.get(type)).map(type::cast);
    }

    /** For people: {@code POST /orders #812}. */
    @Override
    public String toString() {
        return activity().name();
    }
}
