package dev.brigade.jobs.store;

import java.time.Instant;

/**
 * A job that a node has picked to run it. Immutable.
 *
 * @param job its name
 * @param id of its row; of a recurring one always the same
 * @param version of its row while it is picked: whoever takes the job over changes it, so that its end finds no row
 * @param place where PostgreSQL keeps its row; empty if that is not known
 * @param failures how often it has failed in a row
 * @param due when it was to be run
 * @param argument JSON; of a recurring one its schedule
 */
public record Picked(String job, String id, long version, String place, int failures, Instant due, String argument) {}
