package dev.brigade.web.origin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which pages of other origins may read what they are answered, and send what browsers ask about first (Fetch standard, section 3.2:
 * CORS). Immutable: safe from any thread.
 *
 * @param origins as {@link CrossSite#origin} returns them; {@code *} alone for all
 * @param credentials whether they may send the cookies that a browser has of this application, and read what is answered to those
 * @param exposed the headers of an answer that they may read beside the few that they always may
 * @param maxAge how long a browser remembers what it was told
 */
public record Cors(Set<String> origins, boolean credentials, List<String> exposed, Duration maxAge) {
    private static final String ANY = "*";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    public Cors {
        origins = Set.copyOf(origins);
        exposed = List.copyOf(exposed);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("Say which origins: app.cors(\"https://shop.example\")");
        }
        if (origins.contains(ANY) && origins.size() > 1) {
            throw new IllegalArgumentException(
                    "Say app.cors(\"*\") for all origins, or name those that you mean; not both");
        }
        if (origins.contains(ANY) && credentials) {
            throw new IllegalArgumentException(
                    "Pages of all origins can't be let read what is answered to a visitor's cookies: name the origins that"
                            + " may, app.cors(\"https://shop.example\").credentials()");
        }
    }

    /** An origin that was said: as browsers write it, or {@code *}. */
    public static String origin(String text) {
        return text.equals(ANY) ? ANY : CrossSite.origin(text);
    }

    /** Sets the headers of any answer. */
    public void answer(CrossSite.Headers request, Fields answer) {
        if (origins.contains(ANY)) {
            answer.set(ALLOW_ORIGIN, ANY);
        } else {
            answer.vary("Origin"); // also if there is none: a cache must not give that answer to another
            Optional<String> allowed = allowed(request);
            if (allowed.isEmpty()) {
                return;
            }
            answer.set(ALLOW_ORIGIN, allowed.get());
            if (credentials) {
                answer.set("Access-Control-Allow-Credentials", "true");
            }
        }
        if (!exposed.isEmpty()) {
            answer.set("Access-Control-Expose-Headers", String.join(", ", exposed));
        }
    }

    /** What the headers of an answer are set by. */
    public interface Fields {
        void set(String name, String value);

        /** The answer depends on that header of the request. */
        void vary(String name);
    }

    /**
     * Sets the further headers of the answer to what a browser asks before it sends a request.
     *
     * @param methods that the path takes
     */
    public void preflight(CrossSite.Headers request, List<String> methods, BiConsumer<String, String> answer) {
        if (allowed(request).isEmpty()
                || request.header("Access-Control-Request-Method").isEmpty()) {
            return;
        }
        answer.accept("Access-Control-Allow-Methods", String.join(", ", methods));
        request.header("Access-Control-Request-Headers")
                .filter(Cors::areNames)
                .ifPresent(names -> answer.accept("Access-Control-Allow-Headers", names));
        answer.accept("Access-Control-Max-Age", String.valueOf(maxAge.toSeconds()));
    }

    /** Names of headers with commas, as browsers send them. By hand: a pattern would take stack for each of thousands. */
    private static boolean areNames(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "!#$%&'*+.^_`|~-, ".indexOf(c) >= 0);
    }

    /** Whether a script of an origin that was named sends this, by {@code fetch} and without cookies: so it changes no visitor. */
    boolean isOfScriptWithoutCookies(CrossSite.Headers request) {
        return !origins.contains(ANY)
                && allowed(request).isPresent()
                && !CrossSite.isOfSomebody(request)
                && request.header("Sec-Fetch-Mode").filter("cors"::equals).isPresent();
    }

    private Optional<String> allowed(CrossSite.Headers request) {
        return request.header("Origin")
                .filter(origin -> origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT)));
    }
}
