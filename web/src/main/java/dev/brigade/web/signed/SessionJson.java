package dev.brigade.web.signed;

import dev.brigade.web.session.Flash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a session holds, as JSON and back. Values are kept as what JSON knows: texts, numbers, lists and maps, which are exact also
 * for amounts of money. Has no state: safe from any thread.
 */
final class SessionJson {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final String VALUES = "v";
    private static final String FLASHES = "f";

    /** Buffers of a shared pool: thread-locals, Jackson's default, die with each virtual thread. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SessionJson() {}

    /**
     * What a session holds.
     *
     * @param values by name, as JSON knows them
     * @param flashes messages that wait to be shown
     */
    record Held(Map<String, Object> values, List<Flash> flashes) {
        static final Held NOTHING = new Held(Map.of(), List.of());

        boolean isNothing() {
            return values.isEmpty() && flashes.isEmpty();
        }
    }

    static byte[] write(Held held) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (!held.values().isEmpty()) {
            all.put(VALUES, held.values());
        }
        if (!held.flashes().isEmpty()) {
            all.put(
                    FLASHES,
                    held.flashes().stream()
                            .map(flash -> List.of(flash.category(), flash.text()))
                            .toList());
        }
        return JSON.writeValueAsBytes(all);
    }

    /** Empty if it is something else, such as what an older version of Brigade has written. */
    static Optional<Held> read(byte[] content) {
        try {
            if (!(JSON.readValue(content, Object.class) instanceof Map<?, ?> all)) {
                return Optional.empty();
            }
            Map<String, Object> values = new LinkedHashMap<>();
            if (all.get(VALUES) instanceof Map<?, ?> written) {
                for (Map.Entry<?, ?> one : written.entrySet()) {
                    if (one.getKey() instanceof String name && one.getValue() != null) {
                        values.put(name, one.getValue());
                    }
                }
            }
            List<Flash> flashes = new ArrayList<>();
            if (all.get(FLASHES) instanceof List<?> written) {
                for (Object one : written) {
                    if (one instanceof List<?> pair && pair.size() == 2) {
                        flashes.add(new Flash(String.valueOf(pair.get(0)), String.valueOf(pair.get(1))));
                    }
                }
            }
            return Optional.of(new Held(values, flashes));
        } catch (JacksonException e) {
            LOG.debug("A signed session can't be read and is taken as empty", e);
            return Optional.empty();
        }
    }

    /**
     * A copy of {@code value} as JSON knows it.
     *
     * @throws IllegalArgumentException if it can't be written, or is null there
     */
    static Object plain(String name, Object value) {
        if (value instanceof String || value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        Object plain;
        try {
            plain = JSON.readValue(JSON.writeValueAsBytes(value), Object.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The session can't keep \"" + name + "\", a "
                            + value.getClass().getName() + ", which can't be written as JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
        if (plain == null) {
            throw new IllegalArgumentException("The session can't keep \"" + name + "\", a "
                    + value.getClass().getName() + ", which is null as JSON; remove it instead");
        }
        return plain;
    }

    /** A kept value as {@code type}; empty if it is of another. */
    static <T> Optional<T> typed(String name, Object plain, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(JSON.writeValueAsBytes(plain), type));
        } catch (JacksonException e) {
            LOG.debug("The session's \"{}\" is no {} and is taken as absent", name, type.getName(), e);
            return Optional.empty();
        }
    }

    static String text(Object plain) {
        return plain instanceof String text ? text : JSON.writeValueAsString(plain);
    }

    static int size(Object plain) {
        return JSON.writeValueAsBytes(plain).length;
    }
}
