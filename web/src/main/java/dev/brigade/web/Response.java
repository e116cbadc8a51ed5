package dev.brigade.web;

import dev.brigade.threads.Activity;
import dev.brigade.web.content.Attachment;
import dev.brigade.web.content.MediaTypes;
import dev.brigade.web.cookies.Cookie;
import dev.brigade.web.engine.Fields;
import dev.brigade.web.errors.NotFound;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * An answer: a status, headers, and a body that is rendered before the transaction commits, or streamed after it.
 *
 * <p>Confined to the thread that made it, which alone may change it. One that is made once and kept, in a constant say, may be returned by
 * all threads; what filters add to the answer, after the handler or filter that has returned it, they add to a copy.
 */
public final class Response {

    /** What the body is made of. */
    sealed interface Body permits Bytes, Value, Stream, Events, RowStream {}

    /** Bytes as they are. */
    record Bytes(byte[] bytes) implements Body {}

    /** A value to be rendered: text, page or JSON. */
    record Value(Object value) implements Body {}

    /** Written after the commit. */
    record Stream(Writer writer) implements Body {}

    /** Server-sent events, written after the commit. */
    record Events(EventWriter writer) implements Body {}

    /** Writes a body of unknown length. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes; {@code out} is closed by the caller. {@code out.flush()} sends what there is. The thread is interrupted when
         * the client goes away, or when the server stops and this goes on. What is thrown before the first bytes were
         * sent is answered as an error; after that, the connection is cut.
         *
         * @throws IOException if the client has gone away
         */
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /** Writes server-sent events. */
    @FunctionalInterface
    public interface EventWriter {
        /**
         * Sends events until there are no more; the thread is interrupted when the client goes away or the server stops.
         *
         * @throws IOException if the client has gone away
         */
        void write(EventStream events) throws IOException, InterruptedException;
    }

    /** Writes a row of {@link #streamRows(String, RowWriter, String, Object...)}. */
    @FunctionalInterface
    public interface RowWriter {
        /**
         * Writes {@code row}, which is only there during this call, to {@code out}, in UTF-8. What it throws before the
         * first bytes were sent is answered as an error; after that, the connection is cut.
         *
         * @throws IOException if the client has gone away
         */
        void write(RowView row, java.io.Writer out) throws IOException, SQLException, InterruptedException;
    }

    private final long maker = Thread.currentThread().threadId();
    private int status;
    private final Fields headers = new Fields();
    private Body body;
    private List<Cookie> cookies = List.of();

    private Response(int status, Body body) {
        this.body = body;
        this.status = checked(status);
    }

    /** An answer without a body. */
    public static Response of(int status) {
        return new Response(status, new Bytes(new byte[0]));
    }

    /** 200 with a value: as if the handler had returned it, with more to be said. */
    public static Response ok(Object value) {
        return new Response(200, new Value(value));
    }

    /** 200 with a text. */
    public static Response text(String text) {
        return ok(text);
    }

    /** 200 with HTML that needs no escaping, since none of it came from a client. For all else there are views. */
    public static Response html(String html) {
        return ok(html).header("Content-Type", MediaTypes.HTML);
    }

    /** 200 with JSON. */
    public static Response json(Object value) {
        return ok(value).header("Content-Type", MediaTypes.JSON);
    }

    /** 200 with bytes of a media type. */
    public static Response bytes(String type, byte[] bytes) {
        return new Response(200, new Bytes(bytes)).header("Content-Type", type);
    }

    /** 201: made, and here it is. */
    public static Response created(String location) {
        return of(201).header("Location", location);
    }

    /** 204: done, and nothing to say. */
    public static Response noContent() {
        return of(204);
    }

    /** 303: go on there, with GET; the answer to a form. */
    public static Response redirect(String location) {
        return of(303).header("Location", location);
    }

    /** 200 with a body that is written after the commit, without a connection. */
    public static Response stream(String type, Writer writer) {
        return new Response(200, new Stream(writer)).header("Content-Type", type);
    }

    /** 200 with server-sent events, written after the commit, without a connection. nginx is told to pass each on at once. */
    public static Response events(EventWriter writer) {
        return new Response(200, new Events(writer))
                .header("Content-Type", MediaTypes.EVENTS)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    /**
     * 200 with the rows of a query, read while they are sent: a JSON array with an object for each row, whose fields are
     * named after the columns: {@code id} on H2 as on PostgreSQL, {@code "customerId"} as it is quoted. However many rows there are,
     * only some are in memory at once.
     *
     * <p>The query runs after the request's own transaction has committed, in a read-only one of its own at REPEATABLE READ,
     * on one of the connections of {@code database.stream.size}. Waiting in vain for one is answered with 503, a query that
     * fails with 500; what fails after the first bytes cuts the connection. The connection goes back when all is sent, when
     * something fails, or when the client goes away. An answer to HEAD runs no query.
     *
     * @param sql a query
     * @param args for its question marks, as {@code Handle.select} takes them
     */
    public static Response streamRows(String sql, @Nullable Object... args) {
        return new Response(200, RowStream.json(sql, args)).header("Content-Type", MediaTypes.JSON);
    }

    /**
     * As {@link #streamRows(String, Object...)}, in a form of your own: CSV, say, or a line of JSON for each row.
     *
     * @param type the media type: {@code text/csv; charset=utf-8}
     */
    public static Response streamRows(String type, RowWriter writer, String sql, @Nullable Object... args) {
        return new Response(200, RowStream.written(writer, sql, args)).header("Content-Type", type);
    }

    /** What a handler returned, as a response. */
    static Response from(@Nullable Object value) {
        return switch (value) {
            case null ->
                throw new IllegalStateException(
                        "The handler returned null. Return Response.noContent() for nothing, or an Optional for what may not be there");
            // A handler may keep it for requests to come, also if this one has made it: what is added from here on is
            // not theirs.
            case Response response -> response.copy();
            case Optional<?> optional ->
                from(optional.orElseThrow(() -> new NotFound("There is nothing at this address")));
            case byte[] bytes -> bytes(MediaTypes.BYTES, bytes);
            default -> ok(value);
        };
    }

    private static int checked(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("A response has a status of 200 to 599, not " + status);
        }
        return status;
    }

    private boolean isOfThisThread() {
        return Thread.currentThread().threadId() == maker;
    }

    /** Before each change: what another thread made is kept somewhere, where all requests would find what one of them adds. */
    private void changes() {
        if (!isOfThisThread()) {
            throw new IllegalStateException(
                    "This response was made by another thread, and is kept where several requests find it; what "
                            + Activity.current().name()
                            + " would change in it, all of them would answer. Make a new one for each"
                            + " request, such as Response.ok(…), or keep it as it is.");
        }
    }

    public Response status(int newStatus) {
        changes();
        status = checked(newStatus);
        return this;
    }

    /** Sets a header, in place of any of that name. */
    public Response header(String name, String value) {
        changes();
        headers.set(name, value);
        return this;
    }

    /**
     * Lets clients have a part of it (RFC 9110, section 14): so a browser can seek in a film, and go on with a download that was broken
     * off. If it has an {@code ETag}, parts of different versions are not put together. Of use for 200 with {@link #bytes}; the
     * handler makes all of it for each part.
     */
    public Response acceptRanges() {
        return header("Accept-Ranges", "bytes");
    }

    /**
     * Lets a browser store it as a file instead of showing it, by the header {@code Content-Disposition} (RFC 6266).
     *
     * @param fileName what it is called there; of any characters, also those that a client has chosen
     */
    public Response attachment(String fileName) {
        return header("Content-Disposition", Attachment.named(fileName));
    }

    /** Adds a header beside any of that name. */
    public Response addHeader(String name, String value) {
        changes();
        headers.add(name, value);
        return this;
    }

    /** Gives the client a cookie with safe defaults: see {@link Cookie}. Several are several lines. */
    public Response cookie(String name, String value) {
        return cookie(Cookie.of(name, value));
    }

    /** Gives the client a cookie, in place of any of that name and path that it was to get. */
    public Response cookie(Cookie cookie) {
        changes();
        List<Cookie> all = new ArrayList<>(cookies);
        all.removeIf(cookie::replaces);
        all.add(cookie);
        cookies = all;
        return this;
    }

    /** Makes the client forget a cookie of the path {@code /}; one of another: {@code .cookie(Cookie.forgotten(name).path("/admin"))}. */
    public Response forgetCookie(String name) {
        return cookie(Cookie.forgotten(name));
    }

    /** Gives it a value to render as its body. */
    public Response body(Object value) {
        changes();
        body = value instanceof byte[] bytes ? new Bytes(bytes) : new Value(value);
        return this;
    }

    /**
     * How many rows the database sends at once to a {@code streamRows}; 500 if nothing else is said.
     *
     * @throws IllegalStateException if this is no {@code streamRows}
     */
    public Response fetchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A fetch size is 1 or more, not " + rows);
        }
        if (!(body instanceof RowStream stream)) {
            throw new IllegalStateException(
                    "A fetch size is for Response.streamRows(…); this response has another body");
        }
        changes();
        body = stream.withFetchSize(rows);
        return this;
    }

    public int status() {
        return status;
    }

    /** The first header of a name. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** Those that are not among the headers yet. */
    List<Cookie> cookies() {
        return cookies;
    }

    /** The same, of the current thread: what is added to it is not seen by others who hold this one, in a constant say. */
    Response copy() {
        Response copy = withoutCookies();
        copy.cookies = cookies;
        return copy;
    }

    /** As {@link #copy}, without its {@link #cookies()}. */
    Response withoutCookies() {
        Response copy = new Response(status, body);
        headers.each(copy.headers::add);
        return copy;
    }

    Fields headers() {
        return headers;
    }

    Body body() {
        return body;
    }
}
