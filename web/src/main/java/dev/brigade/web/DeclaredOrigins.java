package dev.brigade.web;

import dev.brigade.web.origin.Cors;
import dev.brigade.web.origin.CrossSite;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What an application says of the pages of other origins while it is built, by one thread. */
final class DeclaredOrigins {
    private final Set<String> trusted = new LinkedHashSet<>();
    private Optional<CorsOptions> cors = Optional.empty();

    void trust(String origin) {
        trusted.add(CrossSite.origin(origin));
    }

    CorsOptions cors(String... origins) {
        if (cors.isPresent()) {
            throw new IllegalStateException("Say app.cors(…) once, with all the origins that you mean");
        }
        CorsOptions options = new CorsOptions(trusted, origins);
        cors = Optional.of(options);
        return options;
    }

    /** Whose pages may send requests that change something, with the cookies that browsers have. */
    Set<String> trusted() {
        return trusted;
    }

    /** Whose scripts may read answers. */
    Optional<Cors> cors() {
        return cors.map(CorsOptions::rules);
    }
}
