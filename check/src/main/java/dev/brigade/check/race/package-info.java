/**
 * The happens-before race detector. Enters: reads, writes, and what orders them, of one run. Leaves: two accesses that nothing
 * orders. Knows nothing of schedules.
 */
@NullMarked
package dev.brigade.check.race;

import org.jspecify.annotations.NullMarked;
