/**
 * Which schedules to run, and in which order: directed ones first, then all that are inequivalent, or all up to a bound, then samples.
 * Enters: what the threads did so far. Leaves: {@link dev.brigade.check.schedule.Strategy}s. Knows nothing of right and wrong.
 */
@NullMarked
package dev.brigade.check.search;

import org.jspecify.annotations.NullMarked;
