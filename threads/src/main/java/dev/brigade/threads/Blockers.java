package dev.brigade.threads;

import java.util.Map;

/**
 * Who must act before a {@link Wait} can end: those that hold what is missing, as they were at one moment.
 *
 * <p>A lock has one holder, and all of it is missing. Of a pool or a semaphore so many units are missing, and any of the
 * holders may give them. So a wait can end as soon as those that can go on hold {@code missing} units together.
 *
 * @param units what each holds
 * @param missing how many units are missing; none or less if the wait is about to end
 */
public record Blockers(Map<Activity, Integer> units, int missing) {
    /** Nobody knows who will end the wait; so it may end. */
    public static final Blockers UNKNOWN = new Blockers(Map.of(), 0);

    public Blockers {
        units = Map.copyOf(units);
    }

    /** Waits for one, who holds all of it. */
    public static Blockers one(Activity holder) {
        return new Blockers(Map.of(holder, 1), 1);
    }

    /** Waits until each of them has let go. */
    public static Blockers all(Map<Activity, Integer> units) {
        return new Blockers(
                units, units.values().stream().mapToInt(Integer::intValue).sum());
    }
}
