package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineException;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Fields;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads a request, has it answered, and again, until one side ends it. Each request is read and answered by
 * a virtual thread of its own, which starts the thread of the next one and ends; the last one ends the connection.
 *
 * <p>The start of a thread orders what it does behind what the one before did; and where the handler reads the body or
 * writes the answer on another thread while this one waits for it, that handing over does. So everything here but what
 * follows is confined to one thread at a time. Shared with the watchdog are the two {@link Deadline}s, the {@link Call} and
 * the reading ahead of {@link Source}, each argued there. The watchdog answers 408 in place of a thread that waits for the
 * client: it has then won that thread's deadline, and the thread does not go on before the watchdog is done.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    final Source source;
    final Sink sink;
    final ResponseHead head = new ResponseHead();

    private final Call call = new Call();
    private final Runnable clientGone = call::interrupt;
    private final Shared shared;
    private final EngineHandler handler;
    private final Limits limits;
    private final HelidonSocket socket;
    private final Runnable atEnd;
    private final Runnable rest = this::laterStep;
    private final String threadName;
    private @Nullable String remoteAddress;
    private @Nullable HelidonExchange exchange;

    /** @param atEnd called once, when it is over */
    Connection(HelidonSocket socket, Shared shared, Runnable atEnd) {
        this.shared = shared;
        this.handler = shared.handler();
        this.limits = shared.limits();
        this.socket = socket;
        this.atEnd = atEnd;
        this.source = new Source(socket, shared.clock(), limits, shared::stopping, call::running);
        this.sink = new Sink(socket, shared.clock(), limits);
        this.threadName = "connection of " + remoteAddress();
    }

    private void laterStep() {
        step(limits.idleNanos());
    }

    /** Called once. From now on it ends itself, also if this throws. */
    void begin() {
        boolean opened = false;
        try {
            shared.opened(this);
            opened = true;
        } finally {
            if (!opened) {
                over();
            }
        }
        // A client that connects must say something soon; later it may rest for longer.
        next(() -> step(limits.headNanos()));
    }

    /**
     * Starts the thread of the next request, which begins by waiting for it. So the thread that a request finds is a new one,
     * and none has to be woken for it: handing requests from one thread of the connection to fresh ones costs a quarter
     * more CPU.
     */
    private void next(Runnable step) {
        boolean started = false;
        try {
            Thread.ofVirtual()
                    .inheritInheritableThreadLocals(false)
                    .name(threadName)
                    .start(step);
            started = true;
        } finally {
            if (!started) {
                over();
            }
        }
    }

    private void step(long waitNanos) {
        boolean more = false;
        try {
            more = source.awaitHead(waitNanos) && serve();
        } catch (Disconnected | ReadInterrupted | DataReader.InsufficientDataAvailableException end) {
            // the client is gone, or was cut off: nobody to tell
        } catch (RuntimeException e) {
            LOG.error("The connection from {} failed", remoteAddress(), e);
        } finally {
            if (more) {
                next(rest);
            } else {
                over();
            }
        }
    }

    private void over() {
        try {
            atEnd.run();
        } finally {
            shared.closed(this);
        }
    }

    void whenClientGone(Runnable action) {
        call.insteadOfInterrupt(action);
    }

    /** One request; whether another may follow. */
    private boolean serve() {
        HelidonExchange current;
        try {
            current = readHead();
        } catch (EngineException refusal) {
            refuse(refusal);
            return false;
        } catch (DataReader.IncorrectNewLineException e) {
            refuse(new EngineException(400, "A line of the request's head does not end with CR and LF."));
            return false;
        }
        source.beginBody();
        exchange = current;
        Throwable failure = null;
        boolean gone;
        call.begin(shared.clock().now());
        try {
            handler.handle(current);
        } catch (Throwable e) {
            failure = e;
        } finally {
            gone = call.end();
        }
        boolean more = !gone && finish(current, failure);
        current.end();
        return more;
    }

    private HelidonExchange readHead() {
        DataReader reader = source.reader;
        RequestLine line = RequestLine.read(reader, limits.headBytes());
        WritableHeaders<?> headers = Framing.headers(reader, limits.headBytes() - line.length());
        int minor = line.minor();
        Framing.checkHost(headers, minor);
        if (!line.authority().isEmpty()) {
            Framing.replaceHost(headers, line.authority());
        }
        long length = Framing.bodyLength(headers, minor);
        boolean close = Framing.wantsClose(headers, minor);
        RequestBody body = null;
        if (length != Framing.NONE) {
            boolean waits = Framing.expectsContinue(headers, minor);
            body = length == Framing.CHUNKED
                    ? new ChunkedBody(reader, sink, limits.bodyBytes(), waits)
                    : new FixedBody(reader, sink, limits.bodyBytes(), waits, length);
        }
        return new HelidonExchange(this, line, headers, body, close);
    }

    /** After the handler: says what it could not say; whether another request may follow. */
    private boolean finish(HelidonExchange done, @Nullable Throwable failure) {
        if (sink.broken() || source.deadline.fired() || done.abandoned()) {
            return false; // the client is gone, or has been told
        }
        if (!done.answered() || (failure != null && done.open())) {
            done.reset();
            if (failure instanceof EngineException refusal) {
                answer(done, refusal.status(), refusal.getMessage());
            } else if (source.bodyLate()) {
                answer(done, source.late().status(), source.late().getMessage());
            } else {
                LOG.error("{} {} was not answered by its handler", done.method(), done.rawPath(), failure);
                answer(done, 500, "The request could not be answered.");
            }
            return false;
        }
        if (failure != null) {
            LOG.error("{} {} failed after its answer had begun", done.method(), done.rawPath(), failure);
            return false;
        }
        if (!done.complete()) {
            return false;
        }
        if (!done.closes() && done.drain()) {
            return true;
        }
        if (done.unread()) {
            source.linger();
        }
        return false;
    }

    private void answer(HelidonExchange unanswered, int status, @Nullable String detail) {
        String text = detail == null ? "" : detail;
        try {
            unanswered.send(status, problem().set("Connection", "close"), handler.rejection(status, text));
            if (unanswered.unread()) {
                source.linger();
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    /** Answers a head that can't be read. */
    private void refuse(EngineException refusal) {
        if (source.deadline.fired()) {
            return;
        }
        try {
            tell(refusal);
            writeRefusal(refusal);
            source.linger();
        } catch (IOException e) {
            // the client is gone
        }
    }

    private void tell(EngineException refusal) {
        handler.unreadable(remoteAddress(), refusal.status(), detail(refusal));
    }

    private static String detail(EngineException refusal) {
        String detail = refusal.getMessage();
        return detail == null ? "" : detail;
    }

    private void writeRefusal(EngineException refusal) throws IOException {
        byte[] content = handler.rejection(refusal.status(), detail(refusal));
        head.begin(refusal.status());
        problem().each(head);
        head.contentLength(content.length);
        head.end(date(), true);
        head.append(content);
        sink.write(head.bytes(), 0, head.size());
    }

    private static Fields problem() {
        return new Fields().set("Content-Type", "application/problem+json");
    }

    // ---- the watchdog's side

    /** Looks for waits that are overdue, and for clients that went away. Called by the watchdog alone. */
    void sweep(long now) {
        if (source.deadline.expired(now)) {
            if (source.idle()) {
                source.deadline.fire();
            } else {
                // on a thread of its own: the write may have to wait as well
                Thread.ofVirtual().name("request-timeout").start(this::answerTimeout);
            }
        }
        if (sink.deadline.expired(now)) {
            sink.deadline.fire();
        }
        if (call.runsLongerThan(Limits.PROBE_AFTER_NANOS, now)) {
            source.probe(clientGone);
        }
    }

    private void answerTimeout() {
        try {
            HelidonExchange current = exchange;
            if (source.inHead()) {
                tell(source.late());
            }
            if (source.inHead() || current == null || !current.answered()) {
                writeRefusal(source.late());
            }
        } catch (IOException e) {
            // the client is gone
        } catch (RuntimeException e) {
            LOG.error("The connection from {} failed", remoteAddress(), e);
        } finally {
            sink.end();
            source.deadline.fire();
        }
    }

    // ---- the engine's side

    /** Ends the connection if no request is under way. */
    void closeIfIdle() {
        if (source.deadline.idle()) {
            source.deadline.fire();
        }
    }

    /** Ends the connection whatever it does. */
    void cut() {
        call.interrupt();
        if (socket.isConnected()) {
            try {
                socket.close();
            } catch (UncheckedIOException e) {
                // closed by its own thread meanwhile
            }
        }
    }

    /** Whether a handler is at work. */
    boolean serving() {
        return call.running();
    }

    boolean stopping() {
        return shared.stopping();
    }

    byte[] date() {
        return shared.clock().date();
    }

    String scheme() {
        return socket.isSecure() ? "https" : "http";
    }

    String remoteAddress() {
        String known = remoteAddress;
        if (known == null) {
            SocketAddress address = socket.remotePeer().address();
            known = address instanceof InetSocketAddress inet && inet.getAddress() != null
                    ? inet.getAddress().getHostAddress()
                    : "unknown";
            remoteAddress = known;
        }
        return known;
    }
}
