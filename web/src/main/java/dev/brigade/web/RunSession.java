package dev.brigade.web;

import dev.brigade.data.Transaction;
import dev.brigade.web.session.Flash;
import dev.brigade.web.signed.StoredSession;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The session of one run of a request, opened when it is first asked for, and the cookies of its answer. Confined to the request's thread.
 *
 * <p>A run that is discarded (it throws, meets a conflict, was guessed wrong, loses its commit) needs nothing undone: the next run has
 * another one, and so has the handler of an error.
 */
final class RunSession {
    private static final String SET_COOKIE = "Set-Cookie";
    private static final String CACHE_CONTROL = "Cache-Control";

    private final Incoming incoming;
    private final Wiring wiring;
    private final Transaction transaction;
    private @Nullable StoredSession stored;
    private boolean before;
    private boolean answered;

    RunSession(Incoming incoming, Wiring wiring, Transaction transaction) {
        this.incoming = incoming;
        this.wiring = wiring;
        this.transaction = transaction;
    }

    /** This answers to an error of {@code other}: if that has looked at its session, the answer came of it. */
    void comesAfter(RunSession other) {
        before = other.before || other.stored != null;
    }

    StoredSession stored() {
        StoredSession mine = stored;
        if (mine == null) {
            String request = transaction.activity().name();
            mine = wiring.sessions()
                    .orElseThrow(() -> new IllegalStateException(
                            request + " asks for its session, but the application has none; declare app.sessions()"))
                    .open(incoming.exchange().headers("Cookie"), request);
            if (answered) {
                mine.seal(false);
            }
            stored = mine;
        }
        return mine;
    }

    /**
     * The response as it is sent. A copy: an application that keeps its response in a constant must not keep a client's session in it.
     *
     * @param keeps whether what was changed in the session shall have an effect
     * @throws IllegalStateException if the session has become too large
     */
    Response answered(Response response, boolean keeps) {
        answered = true;
        StoredSession mine = stored;
        if (mine == null && !before && response.cookies().isEmpty()) {
            return response;
        }
        Response answer = response.withoutCookies();
        boolean secure = wiring.settings().securesCookies();
        response.cookies().forEach(cookie -> answer.addHeader(SET_COOKIE, cookie.line(secure)));
        if (!response.cookies().isEmpty()) {
            forOneClient(answer);
        }
        if (mine != null || before) {
            new AnswerFields(answer).vary("Cookie"); // it is no answer for somebody with another session
        }
        if (mine != null) {
            mine.seal(keeps).ifPresent(line -> {
                answer.addHeader(SET_COOKIE, line);
                keptFromCaches(answer);
            });
        }
        return answer;
    }

    /** What many may keep, such as a static file, has got a cookie by a filter: a cache that many share would give it to all. */
    private static void forOneClient(Response answer) {
        List<String> lines = answer.headers().all(CACHE_CONTROL);
        if (lines.isEmpty() || isKeptFromMany(lines)) {
            return;
        }
        String others = lines.stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .filter(one -> !one.equalsIgnoreCase("public")
                        && !one.toLowerCase(Locale.ROOT).startsWith("s-maxage"))
                .collect(Collectors.joining(", "));
        answer.header(CACHE_CONTROL, others.isEmpty() ? "private" : "private, " + others);
    }

    private static boolean isKeptFromMany(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("no-store") || line.contains("private"));
    }

    /** A cache that many share would give one client's session to the others. */
    private static void keptFromCaches(Response answer) {
        if (!isKeptFromMany(answer.headers().all(CACHE_CONTROL))) {
            answer.header(CACHE_CONTROL, "no-store");
        }
    }

    /** {@code model} with {@code session} and {@code flashes}, which take nothing unless the page asks for them. */
    Map<String, Object> forPage(Map<String, Object> model) {
        if (wiring.sessions().isEmpty()) {
            return model;
        }
        Map<String, Object> all = new HashMap<>(model);
        all.putIfAbsent("session", new Values());
        all.putIfAbsent("flashes", new Flashes());
        return all;
    }

    /** The values, for pages: {@code {{ session.user }}} is empty if there is none. */
    private final class Values extends AbstractMap<String, @Nullable Object> {
        @Override
        public @Nullable Object get(Object name) {
            return stored().plain(String.valueOf(name));
        }

        /** Pebble takes what is not there for a misspelt variable; here it is most likely a guest. */
        @Override
        public boolean containsKey(Object name) {
            return true;
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return stored().names().stream()
                    .map(name -> new SimpleImmutableEntry<String, @Nullable Object>(name, stored().plain(name)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** The messages, taken when the page first looks. */
    private final class Flashes extends AbstractList<Flash> {
        @Override
        public Flash get(int index) {
            return stored().flashes().get(index);
        }

        @Override
        public int size() {
            return stored().flashes().size();
        }
    }
}
