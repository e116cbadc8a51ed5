package dev.brigade.bench.compare;

import dev.brigade.bench.load.Ask;
import java.util.List;

/**
 * What the subjects are asked to do.
 *
 * @param text its name, for people and in results
 * @param subjects those that are compared
 * @param tolerated the share of requests that may be refused without ending the benchmark
 */
public record Scenario(String text, Ask ask, List<Subject> subjects, double tolerated) {}
