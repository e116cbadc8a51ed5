package dev.brigade.jobs.run;

import java.util.Optional;

/**
 * How a run of a job ended.
 *
 * @param job its name
 * @param id of its row
 * @param failure why it has failed, if it has
 */
public record Ran(String job, String id, Optional<Throwable> failure) {}
