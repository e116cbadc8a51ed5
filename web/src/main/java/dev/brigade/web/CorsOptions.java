package dev.brigade.web;

import dev.brigade.web.origin.Cors;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What pages of other origins may do, see {@link App#cors}. Used by the one thread that builds the application.
 *
 * {@snippet :
 * void shop(App app) {
 *     app.cors("https://shop.example").exposing("X-Total");
 * }
 * }
 */
public final class CorsOptions {
    private final Set<String> trusted;
    private Cors rules = new Cors(Set.of("*"), false, List.of(), Duration.ofMinutes(10));

    /** @param trusted where origins go whose pages may send cookies */
    CorsOptions(Set<String> trusted, String... origins) {
        this.trusted = trusted;
        Set<String> all = new LinkedHashSet<>();
        for (String origin : origins) {
            all.add(Cors.origin(origin));
        }
        rules = new Cors(all, false, rules.exposed(), rules.maxAge());
    }

    /**
     * Lets their pages send the cookies that browsers have of this application, and read what is answered to those; so they are
     * {@linkplain App#trustOrigin trusted}, too.
     *
     * @throws IllegalArgumentException if all origins may read: that would be anybody's page, with the rights of its visitors
     */
    public CorsOptions credentials() {
        rules = new Cors(rules.origins(), true, rules.exposed(), rules.maxAge());
        trusted.addAll(rules.origins());
        return this;
    }

    /** Lets them read these headers of answers. */
    public CorsOptions exposing(String... headers) {
        rules = new Cors(rules.origins(), rules.credentials(), List.of(headers), rules.maxAge());
        return this;
    }

    /** How long a browser remembers what it may send; 10 minutes unless it is said. */
    public CorsOptions maxAge(Duration time) {
        rules = new Cors(rules.origins(), rules.credentials(), rules.exposed(), time);
        return this;
    }

    Cors rules() {
        return rules;
    }
}
