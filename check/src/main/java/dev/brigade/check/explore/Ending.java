package dev.brigade.check.explore;

import dev.brigade.check.race.Race;
import dev.brigade.check.schedule.Run;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param run what was done
 * @param results of the threads, in their order: what was returned or thrown; {@code …} if it did not end
 * @param aborted for each thread whether it was told to try again
 * @param failures what each thread has thrown
 * @param state what is left; empty if not all have ended
 * @param broken what does not hold
 * @param deadlocks those that the database has found and broken, a sentence each
 * @param races pairs of accesses that nothing orders
 */
public record Ending(
        Run run,
        List<String> results,
        List<Boolean> aborted,
        List<Optional<Throwable>> failures,
        List<String> state,
        List<String> broken,
        List<String> deadlocks,
        List<Race> races) {

    /** What can be compared: two runs with the same text ended alike. */
    public String text() {
        return String.join("\n", results) + "\n--\n" + String.join("\n", state);
    }
}
