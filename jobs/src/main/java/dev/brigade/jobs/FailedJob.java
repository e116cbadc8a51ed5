package dev.brigade.jobs;

import java.time.Instant;

/**
 * A job that has failed for good.
 *
 * @param id for {@link Jobs#retry}
 * @param job its name
 * @param argument JSON
 * @param key its unique key; empty for none
 * @param attempts how often it was tried
 * @param error of the last attempt
 */
public record FailedJob(
        String id, String job, String argument, String key, int attempts, Instant failedAt, String error) {}
