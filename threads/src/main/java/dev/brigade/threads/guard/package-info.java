/**
 * The guard: watches what threads hold and wait for, finds deadlocks and breaks them, learns in which order things are
 * acquired, and reports what is likely to be a mistake. In comes what {@link dev.brigade.threads.Activity} and the meeting
 * points say, and what databases know of their rows ({@link RowWaits}); out go {@link Report}s.
 */
@NullMarked
package dev.brigade.threads.guard;

import org.jspecify.annotations.NullMarked;
