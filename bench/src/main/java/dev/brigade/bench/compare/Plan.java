package dev.brigade.bench.compare;

import java.time.Duration;
import java.util.List;

/**
 * How long to measure.
 *
 * @param launches how often the servers are started afresh: two starts of one program differ in what the JVM compiles
 * @param warmUp how long each server is warmed up after its start, for its code to be compiled
 * @param phases in each launch, one after the other; the warm-up has the load of the first
 */
public record Plan(int launches, Duration warmUp, List<Phase> phases) {}
