package dev.brigade.web.cookies;

import java.time.Duration;
import java.util.Optional;

/**
 * A cookie for {@code Set-Cookie} (RFC 6265bis, section 4.1). Unless it says otherwise it is for all paths, until the browser ends, hidden
 * from scripts, not sent with what other sites cause but links, and in production sent over HTTPS only. Immutable: safe from any thread.
 *
 * {@snippet :
 * app.post("/theme/{theme}", rq -> Response.redirect("/")
 *         .cookie(Cookie.of("theme", rq.path("theme")).maxAge(Duration.ofDays(365)).httpOnly(false)));
 * }
 *
 * @param name a token: letters, digits and {@code !#$%&'*+-.^_`|~}
 * @param value ASCII without space, quotation mark, comma, semicolon and backslash; encode what may have others
 * @param path it is sent to this path and those below
 * @param maxAge how long the browser keeps it; without one until it ends, zero to forget it
 * @param httpOnly whether scripts of the page can't read it
 * @param secure whether it is sent over HTTPS only; unless it says so, in production, or as the setting {@code cookie.secure} says
 * @param sameSite with which requests that other sites cause it is sent
 */
public record Cookie(
        String name,
        String value,
        String path,
        Optional<Duration> maxAge,
        boolean httpOnly,
        Optional<Boolean> secure,
        SameSite sameSite) {
    /** What browsers keep at most of a cookie, in bytes; they drop a longer one without a word. */
    public static final int LONGEST = 4096;

    private static final String NOT_IN_NAMES = "\"(),/:;<=>?@[\\]{}";
    private static final String NOT_IN_VALUES = "\",;\\";

    /** Checks it, so that no text of a client writes attributes or headers of its own. */
    public Cookie {
        if (name.isEmpty() || !isPrintable(name, NOT_IN_NAMES)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name for a cookie; use letters, digits, hyphens and underscores");
        }
        if (!isPrintable(value, NOT_IN_VALUES)) {
            throw new IllegalArgumentException("The value of cookie " + name
                    + " has a character that cookies can't have: space, quotation mark, comma, semicolon, backslash or what is"
                    + " not ASCII; encode it first: URLEncoder.encode(value, StandardCharsets.UTF_8)");
        }
        if (!path.startsWith("/") || !isPrintable(path, ";")) {
            throw new IllegalArgumentException("The path of cookie " + name
                    + " must begin with a slash, without spaces and semicolons, not \"" + path + "\"");
        }
        if (maxAge.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException(
                    "Cookie " + name + " can't be kept for " + maxAge.get() + "; zero forgets it");
        }
        if (sameSite == SameSite.NONE && !secure.orElse(true)) {
            throw new IllegalArgumentException(
                    "Cookie " + name + " is SameSite=None, which browsers keep only if it is secure");
        }
        if (name.length() + value.length() > LONGEST) {
            throw new IllegalArgumentException("Cookie " + name + " is " + (name.length() + value.length())
                    + " bytes with its value, and browsers keep at most " + LONGEST
                    + "; keep the rest on the server, and here what finds it");
        }
    }

    /** A cookie with the defaults. */
    public static Cookie of(String name, String value) {
        return new Cookie(name, value, "/", Optional.empty(), true, Optional.empty(), SameSite.LAX);
    }

    /** Makes browsers forget the cookie of that name and of the path {@code /}; for another say {@link #path(String)}. */
    public static Cookie forgotten(String name) {
        return of(name, "").maxAge(Duration.ZERO);
    }

    /** It is sent to {@code newPath} and to what is below. */
    public Cookie path(String newPath) {
        return new Cookie(name, value, newPath, maxAge, httpOnly, secure, sameSite);
    }

    /** The browser keeps it for so long, in whole seconds; zero forgets it. */
    public Cookie maxAge(Duration time) {
        return new Cookie(name, value, path, Optional.of(time), httpOnly, secure, sameSite);
    }

    /** Whether it is hidden from the scripts of the page. */
    public Cookie httpOnly(boolean hidden) {
        return new Cookie(name, value, path, maxAge, hidden, secure, sameSite);
    }

    /** Whether it is sent over HTTPS only. */
    public Cookie secure(boolean httpsOnly) {
        return new Cookie(name, value, path, maxAge, httpOnly, Optional.of(httpsOnly), sameSite);
    }

    /** With which requests that other sites cause it is sent. */
    public Cookie sameSite(SameSite which) {
        return new Cookie(name, value, path, maxAge, httpOnly, secure, which);
    }

    /** Whether {@code other} takes its place in a browser. */
    public boolean replaces(Cookie other) {
        return name.equals(other.name) && path.equals(other.path);
    }

    /**
     * The value of {@code Set-Cookie}.
     *
     * @param secureByDefault whether it is sent over HTTPS only if it does not say itself
     */
    public String line(boolean secureByDefault) {
        StringBuilder line = new StringBuilder(name).append('=').append(value);
        line.append("; Path=").append(path);
        maxAge.ifPresent(time -> line.append("; Max-Age=").append(time.toSeconds()));
        // Without Secure browsers would refuse these, whatever the application's default is.
        boolean mustBeSecure = sameSite == SameSite.NONE || name.startsWith("__Host-") || name.startsWith("__Secure-");
        if (secure.orElse(secureByDefault || mustBeSecure)) {
            line.append("; Secure");
        }
        if (httpOnly) {
            line.append("; HttpOnly");
        }
        return line.append("; SameSite=").append(sameSite.written()).toString();
    }

    private static boolean isPrintable(String text, String without) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || without.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}
