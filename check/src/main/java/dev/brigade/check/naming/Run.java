package dev.brigade.check.naming;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run whose outcome no serial order gives, or which did not end.
 *
 * @param threads their names
 * @param events its steps in order
 * @param end how it ended
 * @param waiting of a hang, and of a deadlock that was broken, by thread the index of the step at which it waits
 */
public record Run(List<String> threads, List<Event> events, End end, SortedMap<Integer, Integer> waiting) {

    /** How a run ended. */
    public enum End {
        NORMAL,
        DEADLOCK,
        LOST_WAKE_UP,
        LIVELOCK,
        /** A thread threw what it throws in no serial order. */
        FAILURE
    }

    public Run {
        threads = List.copyOf(threads);
        events = List.copyOf(events);
        waiting = Collections.unmodifiableSortedMap(new TreeMap<>(waiting));
    }

    /** One in which nobody waits in vain, or it is unknown at what. */
    public static Run of(List<String> threads, List<Event> events, End end) {
        return new Run(threads, events, end, new TreeMap<>());
    }
}
