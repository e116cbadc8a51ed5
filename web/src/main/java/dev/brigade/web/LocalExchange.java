package dev.brigade.web;

import dev.brigade.web.content.Json;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.engine.Fields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;

/**
 * A request of a client in the same process, and its answer. Confined to one thread at a time, as each exchange: the
 * client's, which waits while the request's own thread has it.
 */
final class LocalExchange implements Exchange {
    /** Of a client in the same process. */
    static final String REMOTE_ADDRESS = "in-process";

    private final String method;
    private final String rawPath;
    private final String rawQuery;
    private final Fields headers;
    private final byte[] body;
    private int status;
    private boolean complete;
    private Fields responseHeaders = new Fields();
    private ByteArrayOutputStream responseBody = new ByteArrayOutputStream();

    LocalExchange(String method, String target, Fields headers, byte[] body) {
        int question = target.indexOf('?');
        this.method = method;
        this.rawPath = question < 0 ? target : target.substring(0, question);
        this.rawQuery = question < 0 ? "" : target.substring(question + 1);
        this.headers = headers;
        this.body = body;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String rawPath() {
        return rawPath;
    }

    @Override
    public String rawQuery() {
        return rawQuery;
    }

    @Override
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    @Override
    public List<String> headers(String name) {
        return headers.all(name);
    }

    @Override
    public void eachHeader(BiConsumer<String, String> action) {
        headers.each(action);
    }

    /** Nobody goes away: the client is the thread that waits. */
    @Override
    public void whenClientGone(Runnable action) {}

    /** Has {@code handler} answer it on a new virtual thread, as an engine does, and waits until it has. */
    void answeredBy(EngineHandler handler) throws Exception {
        FutureTask<LocalExchange> answering = new FutureTask<>(() -> {
            handler.handle(this);
            return this;
        });
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(answering);
        answering.get();
    }

    /** Has {@code handler} answer it on the calling thread, which has its own name again afterwards. */
    void answeredHereBy(EngineHandler handler) throws Exception {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        try {
            handler.handle(this);
        } finally {
            thread.setName(name);
        }
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String remoteAddress() {
        return REMOTE_ADDRESS;
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public void send(int newStatus, Fields newHeaders, byte[] newBody) {
        status = newStatus;
        complete = true;
        responseHeaders = newHeaders;
        if (!method.equals("HEAD")) {
            responseBody.writeBytes(newBody);
        }
    }

    @Override
    public OutputStream stream(int newStatus, Fields newHeaders) {
        status = newStatus;
        responseHeaders = newHeaders;
        responseBody = new ByteArrayOutputStream() {
            @Override
            public void close() {
                complete = true;
            }
        };
        return responseBody;
    }

    ClientResponse response(Json json) {
        if (!complete) {
            throw new IllegalStateException(
                    method + " " + rawPath + " was not answered to its end; the log says what happened");
        }
        return new ClientResponse(status, responseHeaders, responseBody.toByteArray(), json);
    }
}
