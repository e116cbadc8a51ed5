package dev.brigade.metrics.meters;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the number of series bounded, though names may be made up at run time: so many of a group are told by their names, the others together.
 *
 * <p>Safe from any thread: a name is added under this object's monitor, and never taken out; who finds it needs no monitor.
 */
final class Labels {
    /** Stands for all that came too late. */
    static final String OTHER = "_OTHER";

    static final int MOST = 100;

    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    /** {@code name}, or {@link #OTHER}. */
    String of(String group, String name) {
        Set<String> names = known.computeIfAbsent(group, _ -> ConcurrentHashMap.newKeySet());
        return names.contains(name) || added(names, name) ? name : OTHER;
    }

    private synchronized boolean added(Set<String> names, String name) {
        return names.contains(name) || (names.size() < MOST && names.add(name));
    }
}
