package dev.brigade.jobs;

import java.util.Optional;

/**
 * What came of one try of a job.
 *
 * @param job its name
 * @param id which one
 * @param failure why it has failed, if it has
 */
public record JobOutcome(String job, String id, Optional<Throwable> failure) {

    /** Whether it has been done. */
    public boolean succeeded() {
        return failure.isEmpty();
    }
}
