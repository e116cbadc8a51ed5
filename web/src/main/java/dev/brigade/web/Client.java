package dev.brigade.web;

import dev.brigade.threads.guard.Guard;
import dev.brigade.web.engine.Fields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Calls an application in the same process, without sockets: the same routes, threads, connections and transactions as
 * over HTTP. For tests. Safe from any thread; each call is a request with a thread of its own, but under a {@link Harness},
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

    private Client(Assembly assembly, boolean onCallersThread) {
        this.assembly = assembly;
        this.onCallersThread = onCallersThread;
    }

    static Client of(App app, String... arguments) {
        return new Client(Assembly.of(app, arguments), false);
    }

    static Client under(Harness harness, App app) {
        return new Client(Assembly.of(app, new UnderHarness(harness)), true);
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
     * @param target path and query as they would be sent: percent-encoded
     */
    public ClientResponse send(String method, String target, Map<String, String> headers, byte[] body) {
        Fields fields = new Fields();
        headers.forEach(fields::set);
        return send(method, target, fields, body);
    }

    private ClientResponse send(String method, String target, Fields headers, byte[] body) {
        LocalExchange exchange = new LocalExchange(method, target, headers, body);
        try {
            if (onCallersThread) {
                exchange.answeredHereBy(assembly.dispatcher());
            } else {
                exchange.answeredBy(assembly.dispatcher());
            }
        } catch (Exception e) {
            throw new IllegalStateException(method + " " + target + " was not answered", e);
        }
        return exchange.response(assembly.wiring().json());
    }

    /** What becomes of the items of each queue that is {@linkplain App#consume consumed}; costs a look at each stack at work. */
    public List<ConsumerView> consumers() {
        return assembly.consumers();
    }

    /** The guard, which knows what it has found; for a test that wants none of it. */
    public Guard guard() {
        return assembly.wiring().guard();
    }

    /** Stops the application: finishes what its consumers work on, closes its database. */
    @Override
    public void close() {
        assembly.dispatcher().stop();
        assembly.close();
    }
}
