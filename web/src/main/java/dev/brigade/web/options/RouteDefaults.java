package dev.brigade.web.options;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import java.time.Duration;
import java.util.Optional;

/** What an application or a group says for the routes declared after it; what it leaves open is as ever. */
public record RouteDefaults(
        Optional<Isolation> isolation, Optional<Boolean> readOnly, Optional<Duration> deadline, boolean crossSite) {
    public static final RouteDefaults NONE =
            new RouteDefaults(Optional.empty(), Optional.empty(), Optional.empty(), false);

    public RouteDefaults withIsolation(Isolation other) {
        return new RouteDefaults(Optional.of(other), readOnly, deadline, crossSite);
    }

    public RouteDefaults withReadOnly(boolean value) {
        return new RouteDefaults(isolation, Optional.of(value), deadline, crossSite);
    }

    public RouteDefaults withDeadline(Duration time) {
        return new RouteDefaults(isolation, readOnly, Optional.of(time), crossSite);
    }

    public RouteDefaults withCrossSite() {
        return new RouteDefaults(isolation, readOnly, deadline, true);
    }

    /** How the transaction of a route for {@code method} runs unless that says otherwise. */
    public TransactionOptions transaction(String method) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        TransactionOptions usual = reads ? TransactionOptions.READ_ONLY : TransactionOptions.DEFAULT;
        return new TransactionOptions(isolation.orElse(usual.isolation()), readOnly.orElse(usual.readOnly()));
    }
}
