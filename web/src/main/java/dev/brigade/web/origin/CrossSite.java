package dev.brigade.web.origin;

import dev.brigade.web.errors.Forbidden;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that another site has made a browser send, with the cookies that it has of this one: the algorithm of
 * {@code http.CrossOriginProtection} of Go 1.25, after Filippo Valsorda's survey of cross-site request forgery (2025). Browsers of
 * 2023 and later say in {@code Sec-Fetch-Site} where a request comes from; of others, {@code Origin} is compared with {@code Host}. Who
 * sends neither is no browser, which nobody else can make send cookies.
 *
 * <p>Immutable: safe from any thread.
 */
public final class CrossSite {
    /** What may change nothing (RFC 9110, section 9.2.1). */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** Of {@code Authorization}, which browsers remember and send wherever a request goes to that host. */
    private static final Set<String> SCHEMES = Set.of("basic", "digest", "negotiate", "ntlm");

    private final Set<String> trusted;
    private final boolean withoutCookies;
    private final Optional<Cors> cors;

    /**
     * The check.
     *
     * @param trusted origins, each as {@link #origin} returns it
     * @param withoutCookies whether requests without any cookie are refused too: another site must not sign a visitor in as somebody else
     * @param cors whose scripts may send what carries no cookie
     */
    public CrossSite(Set<String> trusted, boolean withoutCookies, Optional<Cors> cors) {
        this.cors = cors;
        this.trusted = Set.copyOf(trusted);
        this.withoutCookies = withoutCookies;
    }

    /** Gives the first value of a header. */
    @FunctionalInterface
    public interface Headers {
        Optional<String> header(String name);
    }

    /** Whether requests of this method are looked at. */
    public static boolean concerns(String method) {
        return !SAFE.contains(method);
    }

    /**
     * An origin as browsers write it.
     *
     * @throws IllegalArgumentException if {@code text} is not {@code scheme://host} or {@code scheme://host:port}
     */
    public static String origin(String text) {
        URI uri = parsed(text)
                .filter(one -> one.getScheme() != null
                        && one.getHost() != null
                        && one.getUserInfo() == null
                        && String.valueOf(one.getRawPath()).isEmpty()
                        && one.getRawQuery() == null
                        && one.getRawFragment() == null)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text
                        + "\" is no origin; write scheme, host and, if it is not the usual one, port, and no path:"
                        + " https://shop.example"));
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0
                || (scheme.equals("https") && uri.getPort() == 443)
                || (scheme.equals("http") && uri.getPort() == 80);
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort());
    }

    /**
     * Refuses a request that comes from another site.
     *
     * @throws Forbidden with what to do if it may
     */
    public void check(Headers request) {
        if (!withoutCookies && !isOfSomebody(request)) {
            return;
        }
        if (cors.filter(rules -> rules.isOfScriptWithoutCookies(request)).isPresent()) {
            return;
        }
        String site = request.header("Sec-Fetch-Site").orElse("");
        String origin = request.header("Origin").orElse("");
        boolean ours = site.isEmpty()
                ? origin.isEmpty() || isOf(origin, request.header("Host").orElse(""))
                : site.equals("same-origin") || site.equals("none");
        if (!ours && !trusted.contains(origin)) {
            throw new Forbidden("This request was sent by a page of another site"
                    + (origin.isEmpty() ? "" : ", " + origin)
                    + (site.isEmpty()
                            ? ": its Origin is not " + request.header("Host").orElse("this host")
                            : ": its Sec-Fetch-Site is " + site)
                    + ". If that site may, the application says app.trustOrigin(\""
                    + (origin.isEmpty() ? "https://…" : origin)
                    + "\"); if any may, it declares the route .crossSite()");
        }
    }

    /** Whether it carries what a browser adds by itself: cookies, or what somebody has typed into its window for a password. */
    static boolean isOfSomebody(Headers request) {
        return request.header("Cookie").isPresent()
                || request.header("Authorization")
                        .filter(CrossSite::isAddedByBrowsers)
                        .isPresent();
    }

    /** A token ({@code Bearer}) is added by scripts, which another site would have to know it for. */
    private static boolean isAddedByBrowsers(String authorization) {
        String text = authorization.strip();
        int space = text.indexOf(' ');
        return SCHEMES.contains((space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT));
    }

    /** By host and port only: the scheme of the client is unknown behind a proxy. */
    private static boolean isOf(String origin, String host) {
        return parsed(origin)
                .map(URI::getRawAuthority)
                .filter(authority -> authority.equalsIgnoreCase(host))
                .isPresent();
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
