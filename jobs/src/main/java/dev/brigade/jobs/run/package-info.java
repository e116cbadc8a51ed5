/**
 * Finds jobs that are due and runs them, by db-scheduler, until the application stops. Enters: what is declared about jobs,
 * rows that are due. Leaves: work that has committed together with the end of its row; jobs that are tried again, or kept as
 * failed.
 */
@NullMarked
package dev.brigade.jobs.run;

import org.jspecify.annotations.NullMarked;
