package dev.brigade.web;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.web.options.Deadlines;
import dev.brigade.web.options.RouteDefaults;
import dev.brigade.web.routing.PathPattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A method and a path with the handler that answers them, and how its transaction runs. Changed only while the application
 * is built, by one thread.
 */
public final class Route {
    private final String method;
    private final PathPattern pattern;
    private final Handler handler;
    private TransactionOptions options;
    private Optional<Duration> deadline;
    private boolean once;
    private boolean always;
    private boolean crossSite;
    private String name = "";
    private List<Tolerated> tolerated = List.of();
    private List<Declared> examples = List.of();

    /** An example; its body is written when it is asked for, since most who build an application ask for none. */
    private record Declared(String target, Supplier<Example> written) {}

    /** @param handler with its filters around it */
    Route(String method, PathPattern pattern, Handler handler, RouteDefaults defaults) {
        this.method = method;
        this.pattern = pattern;
        this.handler = handler;
        this.options = defaults.transaction(method);
        this.deadline = defaults.deadline();
        this.crossSite = defaults.crossSite();
    }

    /** Gives it a name, for {@code urlFor}. */
    public Route named(String routeName) {
        this.name = routeName;
        return this;
    }

    /** Asks for another isolation than {@link Isolation#SERIALIZABLE}. */
    public Route isolation(Isolation isolation) {
        options = options.withIsolation(isolation);
        return this;
    }

    /** Whether the database refuses writes; routes for GET and HEAD do unless they say otherwise here. */
    public Route readOnly(boolean readOnly) {
        options = options.withReadOnly(readOnly);
        return this;
    }

    /** The handler must not be run a second time: a conflict with another transaction is answered with 503. */
    public Route once() {
        once = true;
        return this;
    }

    /**
     * How long a request may take, from its arrival until its answer is ready, in place of the setting {@code
     * request.deadline}; zero for as long as it wants. Then it is rolled back and answered with 503. A stream's time does
     * not count.
     *
     * @throws IllegalArgumentException if it is negative or longer than a year
     */
    public Route deadline(Duration time) {
        deadline = Optional.of(Deadlines.checked(time));
        return this;
    }

    /**
     * Lets pages of other sites send it requests, with the cookies that browsers have of this one; otherwise those are answered with 403 if
     * its method may change something. For what another site shall send and what does not trust cookies: a callback of a payment
     * service, say, which is signed itself.
     */
    public Route crossSite() {
        crossSite = true;
        return this;
    }

    /** Whether pages of other sites may send it requests that change something. */
    public boolean isCrossSite() {
        return crossSite;
    }

    /** It is for those who run the application: answered also when as many requests run as may, and to no script of another origin. */
    Route always() {
        always = true;
        return this;
    }

    boolean isAlways() {
        return always;
    }

    /**
     * Gives an example of a request, for tools that send some: the explorer. May be called several times: the explorer then runs the route
     * beside itself also with the first two of them together.
     *
     * @param target path and query, percent-encoded: {@code /orders/1?full=true}. A start refuses one that another route would take
     */
    public Route example(String target) {
        return example(Example.of(method, target));
    }

    /**
     * As {@link #example(String)}, with a body.
     *
     * @param json a value, which is sent as JSON
     */
    public Route example(String target, Object json) {
        return example(new Declared(target, () -> Example.of(method, target, json)));
    }

    /**
     * As {@link #example(String, Object)}, with headers.
     *
     * @param headers by name: {@code Map.of("Authorization", "Bearer …")}
     */
    public Route example(String target, Object json, Map<String, String> headers) {
        return example(new Declared(target, () -> {
            Example example = Example.of(method, target, json);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                example = example.header(header.getKey(), header.getValue());
            }
            return example;
        }));
    }

    /**
     * As {@link #example(String)}, any request: {@code Example.of("GET", "/orders").header("Authorization", "Bearer …")}.
     *
     * @throws IllegalArgumentException if it has another method than this route
     */
    public Route example(Example example) {
        if (!example.method().equals(method)) {
            throw new IllegalArgumentException(
                    "The example " + example + " is not for route " + this + "; its method must be " + method);
        }
        return example(new Declared(example.target(), () -> example));
    }

    private Route example(Declared example) {
        examples = Stream.concat(examples.stream(), Stream.of(example)).toList();
        return this;
    }

    /** The examples that it was given, in this order; none if there are none. */
    public List<Example> examples() {
        return examples.stream().map(one -> one.written().get()).toList();
    }

    /** Where its examples go. */
    List<String> exampleTargets() {
        return examples.stream().map(Declared::target).toList();
    }

    /**
     * Says that the explorer may find this in the route, together with others or with itself, and why it may be: then {@code brigade
     * check} names it and does not fail for it.
     *
     * @param anomaly as its reports call it: {@code lost update}
     * @throws IllegalArgumentException without a reason
     */
    public Route tolerates(String anomaly, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    this + " tolerates a " + anomaly + " without a reason; say why it may be");
        }
        tolerated = Stream.concat(tolerated.stream(), Stream.of(new Tolerated(anomaly, reason)))
                .toList();
        return this;
    }

    /** What it tolerates. */
    public List<Tolerated> tolerated() {
        return tolerated;
    }

    /**
     * An anomaly that may be.
     *
     * @param anomaly its name
     * @param reason why it may be
     */
    public record Tolerated(String anomaly, String reason) {}

    /** Its own deadline, if it has one. */
    public Optional<Duration> deadline() {
        return deadline;
    }

    public String method() {
        return method;
    }

    /** Its path as written. */
    public String path() {
        return pattern.text();
    }

    /** Its name, if it has one. */
    public Optional<String> name() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** How its transaction runs. */
    public TransactionOptions transaction() {
        return options;
    }

    /** Whether it may be run again after a conflict with another transaction. */
    public boolean mayRunAgain() {
        return !once;
    }

    PathPattern pattern() {
        return pattern;
    }

    Handler handler() {
        return handler;
    }

    @Override
    public String toString() {
        return method + " " + pattern.text();
    }
}
