package dev.brigade.web;

import dev.brigade.web.engine.Exchange;
import dev.brigade.web.engine.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An exchange whose client goes away.
 *
 * @param of the exchange as it is
 * @param goAway is handed what an engine runs when it finds that the client has gone
 */
record Leaving(Exchange of, Consumer<Runnable> goAway) implements Exchange {
    @Override
    public void whenClientGone(Runnable action) {
        goAway.accept(action);
    }

    @Override
    public String method() {
        return of.method();
    }

    @Override
    public String rawPath() {
        return of.rawPath();
    }

    @Override
    public String rawQuery() {
        return of.rawQuery();
    }

    @Override
    public Optional<String> header(String name) {
        return of.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return of.headers(name);
    }

    @Override
    public void eachHeader(BiConsumer<String, String> action) {
        of.eachHeader(action);
    }

    @Override
    public String scheme() {
        return of.scheme();
    }

    @Override
    public String remoteAddress() {
        return of.remoteAddress();
    }

    @Override
    public InputStream body() throws IOException {
        return of.body();
    }

    @Override
    public void send(int status, Fields headers, byte[] body) throws IOException {
        of.send(status, headers, body);
    }

    @Override
    public OutputStream stream(int status, Fields headers) throws IOException {
        return of.stream(status, headers);
    }
}
