package dev.brigade.web.signed;

import dev.brigade.web.session.Flash;
import dev.brigade.web.session.Session;
import dev.brigade.web.signed.SessionJson.Held;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The session of one run of one request: a copy of what arrived, and what the handler has changed since.
 *
 * <p>Confined to the request's thread, which the first use tells; any other gets an exception that names both. It is open, then sealed by
 * {@link #seal} before the commit and for ever: from then on it can be read only. Nothing of it outlives the run but the line that {@code
 * seal} returns, so that a run that is discarded leaves nothing to be undone.
 */
public final class StoredSession implements Session {
    /** What browsers keep of a cookie with its attributes: the least that any of the large ones does. */
    private static final int LONGEST = 4093;

    private final Sessions sessions;
    private final Held arrived;
    private final boolean renews;
    private final String request;
    private final Thread owner = Thread.currentThread();
    private final Map<String, Object> values;
    private List<Flash> flashes;
    private @Nullable List<Flash> taken;
    private boolean sealed;

    StoredSession(Sessions sessions, Held arrived, boolean renews, String request) {
        this.sessions = sessions;
        this.arrived = arrived;
        this.renews = renews;
        this.request = request;
        this.values = new LinkedHashMap<>(arrived.values());
        this.flashes = new ArrayList<>(arrived.flashes());
    }

    @Override
    public Optional<String> get(String name) {
        checkThread();
        return Optional.ofNullable(values.get(name)).map(SessionJson::text);
    }

    @Override
    public <T> Optional<T> get(String name, Class<T> type) {
        checkThread();
        return Optional.ofNullable(values.get(name)).flatMap(value -> SessionJson.typed(name, value, type));
    }

    @Override
    public Session put(String name, Object value) {
        checkOpen();
        values.put(name, SessionJson.plain(name, value));
        return this;
    }

    @Override
    public Session remove(String name) {
        checkOpen();
        values.remove(name);
        return this;
    }

    @Override
    public Session clear() {
        checkOpen();
        values.clear();
        return this;
    }

    @Override
    public Set<String> names() {
        checkThread();
        return Set.copyOf(values.keySet());
    }

    /** Keeps a message for who asks for messages next. */
    public void flash(Flash flash) {
        checkOpen();
        flashes.add(flash);
    }

    /** The messages that wait, which wait no longer; the same again if this request asks again. */
    public List<Flash> flashes() {
        checkThread();
        List<Flash> mine = taken;
        if (mine == null) {
            checkOpen();
            mine = List.copyOf(flashes);
            taken = mine;
            flashes = new ArrayList<>();
        }
        return mine;
    }

    /** What JSON knows of the value of that name, for pages. */
    public @Nullable Object plain(String name) {
        checkThread();
        return values.get(name);
    }

    /**
     * Ends all changes.
     *
     * @param keeps whether they shall have an effect
     * @return the line for {@code Set-Cookie}, if the client must be told anything
     * @throws IllegalStateException if it would be larger than browsers keep
     */
    public Optional<String> seal(boolean keeps) {
        sealed = true;
        Held now = new Held(values, flashes);
        if (!keeps || (now.equals(arrived) && !(renews && !now.isNothing()))) {
            return Optional.empty();
        }
        String value = sessions.value(now);
        if (sessions.length(value) > LONGEST) {
            throw new IllegalStateException("The session of " + request + " is " + sessions.length(value)
                    + " bytes as a cookie, and browsers keep at most " + LONGEST + ": " + sizes()
                    + ". Keep what is large in the database, and in the session what finds it");
        }
        return Optional.of(sessions.line(value));
    }

    private String sizes() {
        String sizes = values.entrySet().stream()
                .map(one -> "\"" + one.getKey() + "\" " + SessionJson.size(one.getValue()))
                .collect(Collectors.joining(", "));
        int messages = flashes.stream().mapToInt(flash -> flash.text().length()).sum();
        return messages == 0 ? sizes : sizes + (sizes.isEmpty() ? "" : ", ") + "messages " + messages;
    }

    private void checkOpen() {
        checkThread();
        if (sealed) {
            throw new IllegalStateException("The answer of " + request
                    + " is ready, so its session can't be changed any more; change it before the handler returns, not in a"
                    + " stream or in a hook");
        }
    }

    private void checkThread() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("The session of " + request + " belongs to thread " + owner.getName()
                    + ", and " + Thread.currentThread().getName() + " uses it; hand over the values that it needs");
        }
    }
}
