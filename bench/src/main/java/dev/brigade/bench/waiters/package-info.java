/**
 * The benchmark {@code waiters}: what many waiters at one lock and at one condition cost. Enters: how many wait, and how often
 * that is measured. Leaves: memory for each waiter, and the time until all go on.
 */
@NullMarked
package dev.brigade.bench.waiters;

import org.jspecify.annotations.NullMarked;
