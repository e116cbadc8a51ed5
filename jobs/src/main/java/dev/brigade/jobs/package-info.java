/**
 * Durable jobs: what is to be done after a request, or at a time, as rows of the application's own database. Enters: what is
 * declared, what is enqueued in a transaction. Leaves: committed work, once for each job, on whichever node is free; jobs that
 * are kept as failed. Begin reading at {@link dev.brigade.jobs.Jobs}; how exactly once comes about is told by {@code run.Runner}.
 */
@NullMarked
package dev.brigade.jobs;

import org.jspecify.annotations.NullMarked;
