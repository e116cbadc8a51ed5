package dev.brigade.bench.compare;

import java.util.List;

/**
 * The rounds of a subject in a phase.
 *
 * @param rounds in order: those of the same number were measured side by side
 */
public record Turns(Subject subject, List<Round> rounds) {}
