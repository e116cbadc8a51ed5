package dev.brigade.web;

import dev.brigade.web.admission.BodyBudget;
import dev.brigade.web.content.Forms;
import dev.brigade.web.engine.EngineException;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.errors.ServiceUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent: shared by all runs of one request, so that a second run reads the same body. Confined to the
 * request's thread.
 */
final class Incoming {
    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 1024;
    private static final int TOO_LARGE = 413;

    private final Exchange exchange;
    private final String path;
    private final Map<String, Object> params;
    private final BodyBudget budget;
    private byte @Nullable [] body;
    private @Nullable RuntimeException failure;
    private boolean abandoned;
    private long taken;
    private @Nullable Map<String, List<String>> query;

    Incoming(Exchange exchange, String path, Map<String, Object> params, BodyBudget budget) {
        this.exchange = exchange;
        this.path = path;
        this.params = params;
        this.budget = budget;
    }

    Exchange exchange() {
        return exchange;
    }

    /** The path in its one form, as the router has seen it. */
    String path() {
        return path;
    }

    Map<String, Object> params() {
        return params;
    }

    /**
     * Reads the body while the request holds no place that another could have, unless its client waits to be asked for it:
     * that is the handler's to do. What is refused only since it is too large is told to who wants the body.
     *
     * @throws IOException if the client has gone away before its end
     * @throws EngineException if it is malformed or comes too slowly: no handler can help that
     */
    void readAhead() throws IOException {
        if (isToBeAsked()) {
            return;
        }
        try {
            body = read();
        } catch (EngineException e) {
            if (e.status() != TOO_LARGE) {
                throw e;
            }
            failure = e;
        } catch (ServiceUnavailable e) {
            failure = e;
        }
    }

    /** Gives back what the body takes; it is not read any more. */
    void end() {
        budget.give(taken);
        taken = 0;
    }

    byte[] body() throws IOException {
        byte[] bytes = body;
        if (bytes == null) {
            if (failure != null) {
                throw failure;
            }
            if (abandoned) {
                throw new IOException("The client has gone away within the request's body");
            }
            bytes = asked();
            body = bytes;
        }
        return bytes;
    }

    private byte[] asked() throws IOException {
        if (!isToBeAsked()) {
            return once();
        }
        budget.ask();
        try {
            return once();
        } finally {
            budget.asked();
        }
    }

    /** What fails does so for good: who read on would take what follows for the whole. */
    private byte[] once() throws IOException {
        try {
            return read();
        } catch (EngineException | ServiceUnavailable e) {
            failure = e;
            throw e;
        } catch (InterruptedIOException e) {
            throw e; // a deadline, a cancel or a stop: the engine lets nobody read on either
        } catch (IOException e) {
            abandoned = true;
            throw e;
        }
    }

    /** Whether the client has gone away before it had sent what the handler asked for. */
    boolean isAbandoned() {
        return abandoned;
    }

    private boolean isToBeAsked() {
        return exchange.header("Expect").isPresent();
    }

    /** Takes memory as it comes and not as it was announced: who announces much and sends little takes little. */
    private byte[] read() throws IOException {
        try (InputStream in = exchange.body()) {
            int next = in.read(); // most requests have none
            byte[] bytes = NOTHING;
            int size = 0;
            while (next >= 0) {
                if (size == bytes.length) {
                    bytes = larger(bytes);
                }
                bytes[size++] = (byte) next;
                int more = 0;
                while (size < bytes.length && more >= 0) {
                    more = in.read(bytes, size, bytes.length - size);
                    size += Math.max(0, more);
                }
                next = more < 0 ? -1 : in.read();
            }
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }

    private byte[] larger(byte[] bytes) {
        int length = Math.max(FIRST_BYTES, 2 * bytes.length);
        budget.take(length - bytes.length);
        taken += length - bytes.length;
        return Arrays.copyOf(bytes, length);
    }

    Map<String, List<String>> query() {
        Map<String, List<String>> fields = query;
        if (fields == null) {
            fields = Forms.parse(exchange.rawQuery());
            query = fields;
        }
        return fields;
    }
}
