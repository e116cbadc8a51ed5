package dev.brigade.live.look;

import java.util.List;
import java.util.OptionalInt;

/**
 * Something that threads share. Immutable.
 *
 * @param id of this page, for as long as it is known: {@code t1}
 * @param kind as browsers know it: {@code lock}
 * @param of of what it is a part, a condition of its lock; empty if of nothing
 * @param capacity how much there is of it, if that has a limit
 * @param size how much of that is taken
 * @param holders who has it
 * @param waiters who waits for it, the longest first; of many the first
 * @param waiting how many wait for it
 */
public record Thing(
        String id,
        String kind,
        String name,
        String of,
        OptionalInt capacity,
        OptionalInt size,
        List<Long> holders,
        List<Long> waiters,
        int waiting) {
    public Thing {
        holders = List.copyOf(holders);
        waiters = List.copyOf(waiters);
    }
}
