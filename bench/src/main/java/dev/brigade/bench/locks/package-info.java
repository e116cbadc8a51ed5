/**
 * The benchmark {@code locks}: what named locks and queues cost beside those of the JDK, by JMH. Enters: how long to measure.
 * Leaves: times of locking, of a hand-over, of events and of items through a queue, and their ratios to the JDK's.
 */
@NullMarked
package dev.brigade.bench.locks;

import org.jspecify.annotations.NullMarked;
