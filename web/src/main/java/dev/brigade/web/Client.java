package dev.brigade.web;

import dev.brigade.threads.guard.Guard;
import dev.brigade.web.engine.Fields;
import dev.brigade.web.queues.ConsumerView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls an application in the same process, without sockets: the same routes, threads, connections and transactions as
 * over HTTP. For tests. Keeps the cookies that it is given and sends them, as a browser does over HTTPS, unless a request has a header
 * {@code Cookie} of its own or this is under a {@link Harness}; {@link #another} is another visitor. Safe from any thread; each call is a request with a thread of its own, but under a {@link Harness},
 * where that is the thread that calls.
 *
 * {@snippet :
 * try (var client = Kitchen.app().client("--database.url", "jdbc:h2:mem:test")) {
 *     assertThat(client.get("/pantry").status()).isEqualTo(200);
 * }
 * }
 */
public final class Client implements AutoCloseable {
    private final Assembly assembly;
    private final boolean onCallersThread;
    private final Optional<SentRequests> sent;
    private final Optional<CookieJar> jar;
    private final boolean first;
    private final Map<String, String> headers; // of each request

    private Client(
            Assembly assembly,
            boolean onCallersThread,
            Optional<SentRequests> sent,
            Optional<CookieJar> jar,
            boolean first,
            Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
        this.assembly = assembly;
        this.onCallersThread = onCallersThread;
        this.sent = sent;
        this.jar = jar;
        this.first = first;
    }

    static Client of(App app, String... arguments) {
        Assembly assembly = Assembly.of(app, arguments);
        Optional<SentRequests> sent = Optional.of(assembly)
                .filter(one -> one.settings().remembersExamples())
                .flatMap(_ -> Examples.file(Path.of(""), app.name()))
                .map(file -> new SentRequests(file, assembly.wiring().router()));
        return new Client(assembly, false, sent, Optional.of(new CookieJar()), true, Map.of());
    }

    static Client under(Harness harness, App app) {
        return new Client(
                Assembly.of(app, new UnderHarness(harness)), true, Optional.empty(), Optional.empty(), true, Map.of());
    }

    /**
     * A client of the same application that has no cookies yet: another visitor. The application stops when the first client is closed;
     * closing this one does nothing.
     */
    public Client another() {
        return new Client(assembly, onCallersThread, sent, jar.map(_ -> new CookieJar()), false, headers);
    }

    /**
     * A client of the same application that sends this header with each request: {@code client.with("Authorization", "Bearer …").get("/")}. It
     * has the cookies of this one; closing it does nothing.
     */
    public Client with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.keySet().removeIf(header::equalsIgnoreCase);
        all.put(header, value);
        return new Client(assembly, onCallersThread, sent, jar, false, all);
    }

    public ClientResponse get(String target) {
        return send("GET", target, new Fields(), new byte[0]);
    }

    public ClientResponse delete(String target) {
        return send("DELETE", target, new Fields(), new byte[0]);
    }

    /** Posts a value as JSON. */
    public ClientResponse post(String target, Object json) {
        return send("POST", target, json);
    }

    /** Puts a value as JSON. */
    public ClientResponse put(String target, Object json) {
        return send("PUT", target, json);
    }

    /** Patches with a value as JSON. */
    public ClientResponse patch(String target, Object json) {
        return send("PATCH", target, json);
    }

    /** Posts a form. */
    public ClientResponse postForm(String target, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                "POST",
                target,
                new Fields().set("Content-Type", "application/x-www-form-urlencoded"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a form with files. */
    public ClientResponse postForm(String target, Map<String, String> form, UploadedFile... files) {
        MultipartForm made = new MultipartForm(form, files);
        return send("POST", target, new Fields().set("Content-Type", made.contentType()), made.bytes());
    }

    /** Sends a value as JSON. */
    public ClientResponse send(String method, String target, Object json) {
        return send(
                method,
                target,
                new Fields().set("Content-Type", "application/json"),
                assembly.wiring().json().write(json));
    }

    /**
     * Sends any request.
     *
     * @param fieldsOfIt its headers, before those of {@link #with}
     * @param target path and query as they would be sent: percent-encoded
     */
    public ClientResponse send(String method, String target, Map<String, String> fieldsOfIt, byte[] body) {
        Fields fields = new Fields();
        fieldsOfIt.forEach(fields::set);
        return send(method, target, fields, body);
    }

    /** Sends an example. */
    public ClientResponse send(Example example) {
        Fields fields = new Fields();
        example.headers().forEach(fields::set);
        if (!example.contentType().isEmpty()) {
            fields.set("Content-Type", example.contentType());
        }
        return send(example.method(), example.target(), fields, example.body().getBytes(StandardCharsets.UTF_8));
    }

    private ClientResponse send(String method, String target, Fields fields, byte[] body) {
        headers.forEach((name, value) -> {
            if (!fields.has(name)) {
                fields.set(name, value);
            }
        });
        jar.filter(_ -> !fields.has("Cookie"))
                .flatMap(kept -> kept.header(target))
                .ifPresent(cookies -> fields.set("Cookie", cookies));
        LocalExchange exchange = new LocalExchange(method, target, fields, body);
        try {
            if (onCallersThread) {
                exchange.answeredHereBy(assembly.dispatcher());
            } else {
                exchange.answeredBy(assembly.dispatcher());
            }
        } catch (Exception e) {
            throw new IllegalStateException(method + " " + target + " was not answered", e);
        }
        ClientResponse response = exchange.response(assembly.wiring().json());
        jar.ifPresent(kept -> kept.keep(response.headers("Set-Cookie")));
        sent.ifPresent(all -> all.answered(method, target, fields, body, response.status()));
        return response;
    }

    /** What becomes of the items of each queue that is {@linkplain App#consume consumed}; costs a look at each stack at work. */
    public List<ConsumerView> consumers() {
        return assembly.ownWork().consumers();
    }

    /**
     * Does something in a transaction of its own, on this thread: to prepare a test, or to look at what came of it.
     *
     * @return what {@code body} returned
     * @throws Exception what {@code body} throws, or the commit
     */
    public <R extends @Nullable Object> R transaction(Transacted<R> body) throws Exception {
        return Alone.run(assembly.ownWork().resources(), body);
    }

    /**
     * Does what the application does {@linkplain App#every every so often} once, now and on this thread. What it throws is logged, as ever.
     *
     * @return whether it went well
     * @throws IllegalArgumentException if there is nothing of that name
     */
    public boolean runEvery(String name) {
        return assembly.ownWork().periodics().runNow(name);
    }

    /** The guard, which knows what it has found; for a test that wants none of it. */
    public Guard guard() {
        return assembly.wiring().guard();
    }

    /**
     * Stops the application: finishes what its consumers work on, closes its database. What was answered well is remembered for the
     * explorer, unless the setting {@code check.examples} is {@code off}: see {@link Examples}.
     */
    @Override
    public void close() {
        if (!first) {
            return;
        }
        sent.ifPresent(SentRequests::write);
        assembly.dispatcher().sending().stopEvents();
        assembly.close();
    }
}
