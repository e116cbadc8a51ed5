package dev.brigade.web.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One request as an engine read it, and the way to answer it. Confined to one thread at a time; handing it to another
 * thread needs a happens-before edge.
 */
public interface Exchange {

    /** The method as sent, such as {@code GET}. */
    String method();

    /** The path as sent: still percent-encoded, without the query, never empty. */
    String rawPath();

    /** The query as sent, without the question mark; empty if there is none. */
    String rawQuery();

    /** The first value of a header; names in any case. */
    Optional<String> header(String name);

    /** All values of a header; names in any case. */
    List<String> headers(String name);

    /** Each name and value, in no particular order. */
    void eachHeader(BiConsumer<String, String> action);

    /**
     * Says what is done when the client goes away while the handler runs, instead of interrupting the handler's thread.
     *
     * @param action run at most once, on another thread, and never after the handler has returned; must not wait
     */
    void whenClientGone(Runnable action);

    /** {@code http} or {@code https}, of the connection. */
    String scheme();

    /** The address of the other end of the connection, without port. */
    String remoteAddress();

    /**
     * The body. Reading it throws {@link EngineException} with the status to answer when it is larger than the limit (413),
     * slower than the deadline (408; the engine may have answered already, then {@code send} throws an
     * {@link IOException}) or malformed (400), and {@link IOException} when the client went away before its end.
     */
    InputStream body() throws IOException;

    /**
     * Answers with a whole body. The engine adds {@code Content-Length} (also for an answer to HEAD, whose bytes are not
     * sent) and {@code Date}.
     *
     * @throws IOException if the client is gone or too slow
     * @throws IllegalStateException if the request has been answered already
     */
    void send(int status, Fields headers, byte[] body) throws IOException;

    /**
     * Answers with a body of unknown length: each {@code flush} passes on what was written; {@code close} ends the
     * response properly. A stream that is not closed ends the connection, so the client sees that it is incomplete.
     *
     * @throws IOException (from the stream too) if the client is gone or too slow
     */
    OutputStream stream(int status, Fields headers) throws IOException;
}
