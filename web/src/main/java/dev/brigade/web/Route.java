package dev.brigade.web;

import dev.brigade.data.Isolation;
import dev.brigade.data.TransactionOptions;
import dev.brigade.web.routing.PathPattern;
import java.util.Optional;

/**
 * A method and a path with the handler that answers them, and how its transaction runs. Changed only while the application
 * is built, by one thread.
 */
public final class Route {
    private final String method;
    private final PathPattern pattern;
    private final Handler handler;
    private TransactionOptions options;
    private boolean once;
    private String name = "";

    /** @param handler with its filters around it */
    Route(String method, PathPattern pattern, Handler handler) {
        this.method = method;
        this.pattern = pattern;
        this.handler = handler;
        this.options = method.equals("GET") || method.equals("HEAD")
                ? TransactionOptions.READ_ONLY
                : TransactionOptions.DEFAULT;
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
