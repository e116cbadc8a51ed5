package dev.brigade.web.signed;

import dev.brigade.web.cookies.Cookie;
import dev.brigade.web.cookies.CookieHeader;
import dev.brigade.web.signed.SessionJson.Held;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The sessions of an application: opens the cookie of a request, makes the one of its answer. Keeps nothing of them. Immutable: safe from
 * any thread.
 */
public final class Sessions {
    /** After this part of its life a session that is in use is given a new one. */
    private static final int RENEWED_AFTER = 10;
    /** Browsers take a cookie of such a name over HTTPS only, from the host itself. */
    private static final String SECURE = "__Host-";

    private final String cookie;
    private final SignedText signed;
    private final Duration maxAge;
    private final boolean secure;
    private final InstantSource clock;
    private final boolean takesEither;

    /**
     * Sessions.
     *
     * @param application its name, for that of the cookie: browsers don't tell applications on one machine apart by their ports
     * @param maxAge how long a session lasts that nobody uses
     * @param secure whether the cookie goes over HTTPS only; then no other host of the domain can set it either, by its prefix
     */
    public Sessions(String application, Keys keys, Duration maxAge, boolean secure, InstantSource clock) {
        this(name(application, secure), new SignedText(keys), maxAge, secure, clock, false);
    }

    private Sessions(
            String cookie,
            SignedText signed,
            Duration maxAge,
            boolean secure,
            InstantSource clock,
            boolean takesEither) {
        this.cookie = cookie;
        this.signed = signed;
        this.maxAge = maxAge;
        this.secure = secure;
        this.clock = clock;
        this.takesEither = takesEither;
    }

    private static String name(String application, boolean secure) {
        return (secure ? SECURE : "") + application + "-session";
    }

    /**
     * The same, which also take the cookie that they would give if it were the other way about with HTTPS: for requests that were remembered
     * when the application ran in another mode. Not for a server, since other hosts of a domain can set the one that is not secure.
     */
    public Sessions takingEither() {
        return new Sessions(cookie, signed, maxAge, secure, clock, true);
    }

    /**
     * The session of a request. What is wrong, foreign, too old or nothing at all is an empty one.
     *
     * @param headers its headers {@code Cookie}
     * @param request for messages: {@code POST /orders #812}
     */
    public StoredSession open(List<String> headers, String request) {
        Optional<String> sent = CookieHeader.value(headers, cookie)
                .or(() -> takesEither
                        ? CookieHeader.value(headers, secure ? cookie.substring(SECURE.length()) : SECURE + cookie)
                        : Optional.empty());
        Optional<SignedText.Opened> opened = sent.flatMap(signed::open).filter(one -> age(one).compareTo(maxAge) <= 0);
        Optional<Held> held = opened.flatMap(one -> SessionJson.read(one.content()));
        boolean renews = held.isPresent() && opened.filter(this::isDue).isPresent();
        return new StoredSession(this, held.orElse(Held.NOTHING), renews, request);
    }

    private Duration age(SignedText.Opened opened) {
        return Duration.between(opened.issued(), clock.instant());
    }

    private boolean isDue(SignedText.Opened opened) {
        return opened.byOldKey() || age(opened).compareTo(maxAge.dividedBy(RENEWED_AFTER)) > 0;
    }

    /** The value of the cookie; empty if it is to be forgotten. */
    String value(Held held) {
        return held.isNothing() ? "" : signed.sign(SessionJson.write(held), clock.instant());
    }

    /** How long the line for {@code Set-Cookie} would be. */
    int length(String value) {
        return cookie("").maxAge(maxAge).line(secure).length()
                + value.length(); // a cookie of such a value may be refused
    }

    /** The line for {@code Set-Cookie}. */
    String line(String value) {
        return cookie(value).maxAge(value.isEmpty() ? Duration.ZERO : maxAge).line(secure);
    }

    private Cookie cookie(String value) {
        return Cookie.of(cookie, value);
    }
}
