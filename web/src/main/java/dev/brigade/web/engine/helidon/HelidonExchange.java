package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.Exchange;
import dev.brigade.web.engine.Fields;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One request of a {@link Connection} and its answer. Confined to one thread at a time. */
final class HelidonExchange implements Exchange {
    private final Connection connection;
    private final RequestLine line;
    private final Headers headers;
    private final @Nullable RequestBody body;

    /** What the client asked for; the answer may close for other reasons. */
    private boolean close;

    private boolean answered;
    private @Nullable ResponseStream stream;
    private volatile boolean over;

    HelidonExchange(
            Connection connection, RequestLine line, Headers headers, @Nullable RequestBody body, boolean close) {
        this.connection = connection;
        this.line = line;
        this.headers = headers;
        this.body = body;
        this.close = close;
    }

    @Override
    public String method() {
        return line.method();
    }

    @Override
    public String rawPath() {
        return line.path();
    }

    @Override
    public String rawQuery() {
        return line.query();
    }

    @Override
    public Optional<String> header(String name) {
        HeaderName key = HeaderNames.create(name);
        return headers.contains(key) ? Optional.of(headers.get(key).get()) : Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return List.copyOf(headers.all(HeaderNames.create(name), List::of));
    }

    @Override
    public void eachHeader(BiConsumer<String, String> action) {
        for (Header header : headers) {
            for (String value : header.allValues()) {
                action.accept(header.name(), value);
            }
        }
    }

    @Override
    public void whenClientGone(Runnable action) {
        connection.whenClientGone(action);
    }

    @Override
    public String scheme() {
        return connection.scheme();
    }

    @Override
    public String remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public InputStream body() {
        RequestBody present = body;
        return present == null ? InputStream.nullInputStream() : present;
    }

    @Override
    public void send(int status, Fields fields, byte[] content) throws IOException {
        ResponseHead head = begin(status, fields);
        boolean bodiless = bodiless(status);
        if (!bodiless) {
            head.contentLength(content.length);
        }
        head.end(connection.date(), close);
        boolean withBody = content.length > 0 && !bodiless && !isHead();
        boolean whole = withBody && content.length <= ResponseHead.WHOLE_BYTES;
        if (whole) {
            head.append(content);
        }
        connection.sink.write(head.bytes(), 0, head.size());
        if (withBody && !whole) {
            connection.sink.write(content, 0, content.length);
        }
    }

    @Override
    public OutputStream stream(int status, Fields fields) throws IOException {
        ResponseHead head = begin(status, fields);
        ResponseStream.Mode mode;
        if (bodiless(status) || isHead()) {
            mode = ResponseStream.Mode.NO_BODY;
        } else if (line.minor() == 0) {
            mode = ResponseStream.Mode.UNTIL_CLOSE;
        } else {
            mode = ResponseStream.Mode.CHUNKED;
        }
        if (line.minor() == 1 && !bodiless(status)) {
            head.chunked();
        }
        head.end(connection.date(), close);
        ResponseStream created = new ResponseStream(connection.sink, head, mode);
        stream = created;
        return created;
    }

    private ResponseHead begin(int status, Fields fields) throws IOException {
        if (answered) {
            throw new IllegalStateException(
                    "The request " + line.method() + " " + line.path() + " has been answered already");
        }
        if (over || connection.sink.broken()) {
            throw new IOException("The connection has ended");
        }
        ResponseHead head = connection.head;
        head.begin(status);
        fields.each(head);
        answered = true;
        close = close || head.closes() || connection.stopping() || (body != null && !body.drainable());
        return head;
    }

    private boolean isHead() {
        return line.method().equals("HEAD");
    }

    private static boolean bodiless(int status) {
        return status == 204 || status == 304;
    }

    /** Whether something of an answer may have left. */
    boolean answered() {
        return answered;
    }

    boolean complete() {
        ResponseStream open = stream;
        return answered && !connection.sink.broken() && (open == null || open.complete());
    }

    /** Whether the answer told the client that the connection ends. */
    boolean closes() {
        return close;
    }

    /** Whether the answer can still be another: none was made, or nothing of it has left. */
    boolean open() {
        ResponseStream begun = stream;
        return !answered || (begun != null && !begun.started());
    }

    /** Forgets an answer of which nothing has left. */
    void reset() {
        ResponseStream begun = stream;
        if (begun != null) {
            begun.end();
        }
        stream = null;
        answered = false;
    }

    /** The request is over. A handler's thread that does not know it yet can't do harm to the next. */
    void end() {
        over = true;
        RequestBody unread = body;
        if (unread != null) {
            unread.end();
        }
        ResponseStream begun = stream;
        if (begun != null) {
            begun.end();
        }
    }

    /** Whether the client went away before it had sent all. */
    boolean abandoned() {
        return body != null && body.abandoned();
    }

    /** Leaves the connection where the next request begins; false if that can't be. */
    boolean drain() {
        RequestBody unread = body;
        return unread == null || unread.drain();
    }

    /** Whether the client may still be sending. */
    boolean unread() {
        RequestBody unread = body;
        return unread != null && !unread.complete();
    }
}
