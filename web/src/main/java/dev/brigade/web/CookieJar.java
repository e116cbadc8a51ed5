package dev.brigade.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The cookies of a client in the same process, kept as browsers do (RFC 6265bis, section 5.7), but for one host and as if over HTTPS. Safe
 * from any thread: what is kept is guarded by this. Of two answers at once the later one's cookies stay.
 */
final class CookieJar {
    /** 400 days: no browser keeps one for longer. */
    private static final long LONGEST_SECONDS = 400L * 24 * 60 * 60;

    private final List<Kept> all = new ArrayList<>(); // guarded by this

    private record Kept(String name, String value, String path, Instant until) {
        boolean isFor(String requested) {
            return requested.equals(path)
                    || (requested.startsWith(path) && (path.endsWith("/") || requested.charAt(path.length()) == '/'));
        }
    }

    /** Keeps what these lines of {@code Set-Cookie} say. */
    synchronized void keep(List<String> lines) {
        for (String line : lines) {
            Kept cookie = parsed(line);
            all.removeIf(one -> one.name().equals(cookie.name()) && one.path().equals(cookie.path()));
            if (cookie.until().isAfter(Instant.now())) {
                all.add(cookie);
            }
        }
    }

    /** The header {@code Cookie} for a request, if there are any: those with longer paths first. */
    synchronized Optional<String> header(String target) {
        Instant now = Instant.now();
        all.removeIf(one -> !one.until().isAfter(now));
        String path = SentRequests.path(target);
        return all.stream()
                .filter(one -> one.isFor(path))
                .sorted((a, b) -> Integer.compare(b.path().length(), a.path().length()))
                .map(one -> one.name() + "=" + one.value())
                .reduce((a, b) -> a + "; " + b);
    }

    private static Kept parsed(String line) {
        String[] parts = line.split(";", -1);
        int equals = parts[0].indexOf('=');
        String path = "/";
        Instant until = Instant.MAX;
        for (int i = 1; i < parts.length; i++) {
            String attribute = parts[i].strip();
            String lower = attribute.toLowerCase(Locale.ROOT);
            if (lower.startsWith("path=/")) {
                path = attribute.substring("path=".length());
            } else if (lower.matches("max-age=-?\\d{1,15}")) {
                long seconds = Long.parseLong(lower.substring("max-age=".length()));
                until = Instant.now().plusSeconds(Math.min(seconds, LONGEST_SECONDS));
            }
        }
        return new Kept(
                parts[0].substring(0, Math.max(equals, 0)).strip(),
                parts[0].substring(equals + 1).strip(),
                path,
                until);
    }
}
