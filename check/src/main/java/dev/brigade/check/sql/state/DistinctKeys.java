package dev.brigade.check.sql.state;

import dev.brigade.check.sql.state.Counter.Position;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;

/** Positions for sequences that are far from each other. */
final class DistinctKeys {
    private static final long STEP = 1_000_000;
    /** So many sequences of a database, and then those of the next. */
    private static final int MOST = 100;

    private DistinctKeys() {}

    /** @param number of the database, of several that are explored together; from 0 */
    static Map<Counter, Position> spread(Map<Counter, Position> counters, int number) {
        long highest =
                counters.values().stream().mapToLong(Position::next).max().orElse(0);
        long step = STEP;
        while (step <= highest && step < Long.MAX_VALUE / 1000) {
            step *= 10;
        }
        Map<Counter, Position> spread = new LinkedHashMap<>();
        long at = step + step * MOST * number;
        for (Map.Entry<Counter, Position> counter : counters.entrySet()) {
            boolean fits = counter.getValue().value() > 0 && at + step <= limit(counter.getKey());
            spread.put(counter.getKey(), fits ? new Position(at + 1, false) : counter.getValue());
            at += fits ? step : 0;
        }
        return spread;
    }

    /** The greatest number that its column takes; 0 if that can't be said. */
    private static long limit(Counter counter) {
        int type = counter.column().map(use -> use.column().jdbcType()).orElse(Types.OTHER);
        return switch (type) {
            case Types.BIGINT -> Long.MAX_VALUE / 100;
            case Types.INTEGER -> Integer.MAX_VALUE;
            default -> 0;
        };
    }
}
