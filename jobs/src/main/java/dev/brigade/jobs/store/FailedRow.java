package dev.brigade.jobs.store;

import java.time.Instant;

/**
 * A job that has failed for good.
 *
 * @param argument JSON
 * @param key unique key; empty for none
 */
public record FailedRow(
        String id, String job, String argument, String key, int attempts, Instant failedAt, String error) {}
