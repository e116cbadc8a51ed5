package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The footprints of statements. A text is parsed once, which takes up to milliseconds; with other parameters it costs about a
 * microsecond.
 *
 * <p>Safe from any thread; starts none.
 */
public final class Footprints {
    private record Bound(String sql, List<Object> parameters) {}

    /** Beyond, texts hold their values instead of parameters, and none is likely to come again. */
    private static final int MANY = 10_000;

    private final Schema schema;
    private final ConcurrentMap<String, Optional<Effects>> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<Bound, Footprint> bound = new ConcurrentHashMap<>();

    public Footprints(Schema schema) {
        this.schema = schema;
    }

    /**
     * What a statement touches.
     *
     * @param sql as it is given to JDBC
     * @param parameters for its question marks, in their order
     * @return {@link Footprint#everything()} if that can't be said: it can't be parsed, names what isn't a table (a view), calls what
     *     does more than compute, or writes a table that has triggers
     */
    public Footprint of(String sql, List<? extends @Nullable Object> parameters) {
        if (!areComparable(parameters)) {
            return computed(sql, parameters);
        }
        Bound statement = new Bound(sql, List.copyOf(parameters));
        Footprint footprint = bound.get(statement);
        if (footprint == null) {
            if (bound.size() >= MANY) {
                bound.clear();
            }
            footprint = computed(sql, parameters);
            bound.put(statement, footprint);
        }
        return footprint;
    }

    /** Whether two that are equal have the same text, and go on to be so. */
    private static boolean areComparable(List<? extends @Nullable Object> parameters) {
        for (Object parameter : parameters) {
            if (!(parameter instanceof String || parameter instanceof Integer || parameter instanceof Long)) {
                return false;
            }
        }
        return true;
    }

    private Footprint computed(String sql, List<? extends @Nullable Object> parameters) {
        Optional<Effects> effects = known.get(sql);
        if (effects == null) {
            if (known.size() >= MANY) {
                known.clear();
            }
            effects = Analysis.of(schema, sql);
            known.put(sql, effects); // two threads may both have parsed it, with the same result
        }
        return effects.map(found -> found.footprint(parameters)).orElse(Footprint.everything());
    }
}
