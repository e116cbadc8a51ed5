package dev.brigade.check.explore;

import java.time.Duration;

/**
 * How much is explored.
 *
 * @param time when to stop
 * @param schedules how many are run at most
 * @param bound up to how many delays, when there are too many inequivalent schedules
 * @param seed of the samples
 */
public record Limits(Duration time, int schedules, int bound, long seed) {
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), 1_000_000, 2, 1);
}
