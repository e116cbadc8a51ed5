package dev.brigade.web.metering;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many requests were refused since the start before their heads had been read, by the status of the answer. Safe from any thread: a map
 * that does not change, of counters that many may raise.
 */
public final class Unreadable {
    /** What is wrong with a head: malformed, too slow, its target or itself too long, an expectation, a method or a version nobody knows. */
    public static final List<Integer> STATUSES = List.of(400, 408, 414, 417, 431, 501, 505);

    private final Map<Integer, LongAdder> counts =
            STATUSES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));

    /** One more. */
    public void add(int status) {
        LongAdder count = counts.get(status);
        if (count != null) {
            count.increment();
        }
    }

    /** How many so far; 0 for a status that is not of {@link #STATUSES}. */
    public long count(int status) {
        LongAdder count = counts.get(status);
        return count == null ? 0 : count.sum();
    }
}
