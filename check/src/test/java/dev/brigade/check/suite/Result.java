package dev.brigade.check.suite;

import dev.brigade.check.Exploration;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.time.Duration;
import java.util.Optional;

/**
 * What exploring a program came to.
 *
 * @param found what it has; empty if nothing was found
 * @param schedules how many were run, until it was found or in all
 * @param preemptions of the smallest schedule that shows it, how often a thread was replaced that could have gone on
 * @param isProved whether nothing was found, and every schedule that is not equivalent to another was run
 * @param replay that schedule, to be replayed; empty if nothing was found
 * @param time how long it took
 * @param report for people
 */
public record Result(
        Optional<Anomaly> found,
        int schedules,
        int preemptions,
        boolean isProved,
        String replay,
        Duration time,
        String report) {

    static Result of(Exploration<?> exploration) {
        Explored explored = exploration.explore();
        return new Result(
                explored.finding().map(finding -> finding.anomaly()),
                explored.finding().map(finding -> finding.schedules()).orElseGet(explored::schedules),
                explored.finding().map(finding -> finding.switches()).orElse(0),
                explored.isComplete(),
                explored.finding().map(finding -> finding.replay()).orElse(""),
                explored.time(),
                explored.report());
    }
}
