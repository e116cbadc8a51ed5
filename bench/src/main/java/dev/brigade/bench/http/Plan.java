package dev.brigade.bench.http;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param launches how often the servers are started afresh: two starts of one program differ in what the JVM compiles
 * @param rounds in each launch; in each round each subject has its turn
 * @param round how long a turn takes
 * @param warmUp how long each server is warmed up after its start, for its code to be compiled
 * @param connections of the load
 */
record Plan(int launches, int rounds, Duration round, Duration warmUp, int connections) {
    static final Plan SMOKE = new Plan(1, 1, Duration.ofMillis(100), Duration.ofMillis(100), 2);
}
