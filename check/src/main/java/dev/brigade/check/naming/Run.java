package dev.brigade.check.naming;

import java.util.List;

/**
 * A run whose outcome no serial order gives, or which did not end.
 *
 * @param threads their names
 * @param events its steps in order
 * @param end how it ended
 */
public record Run(List<String> threads, List<Event> events, End end) {

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
    }
}
