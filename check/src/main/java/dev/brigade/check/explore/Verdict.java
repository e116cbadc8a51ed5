package dev.brigade.check.explore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an exploration came to.
 *
 * @param found the violation, with the smallest schedule that was found to show it; empty if there is none
 * @param serial how the serial runs ended, with their orders
 * @param isCompared whether each outcome was compared with those of the serial runs, which are all that there can be
 * @param extent how much was explored
 * @param schedules how many runs there were, apart from the serial ones
 * @param equivalent how many of these turned out to be equivalent to others
 * @param runs how many runs there were in all until something was found, the serial ones too
 * @param time how long it took
 */
public record Verdict(
        Optional<Found> found,
        List<Serial> serial,
        boolean isCompared,
        Extent extent,
        int schedules,
        int equivalent,
        int runs,
        Duration time) {

    /** A serial run. */
    public record Serial(List<Integer> order, Ending ending) {}

    /** How much was explored. */
    public sealed interface Extent {
        /** At least one of each class of equivalent schedules. */
        record All() implements Extent {}

        /** All with at most so many delays, and perhaps some more. */
        record Bounded(int delays) implements Extent {}

        /** Some. */
        record Some() implements Extent {}
    }
}
