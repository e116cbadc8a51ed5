package dev.brigade.bench.compare;

import java.time.Duration;

/**
 * Rounds under the same load; in each round each subject has its turn.
 *
 * @param connections of the load
 * @param round how long a turn takes
 */
public record Phase(int connections, int rounds, Duration round) {}
