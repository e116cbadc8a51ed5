/**
 * The benchmark {@code layers}: what each layer between a handler and the driver costs, by JMH. Enters: how long to measure.
 * Leaves: the time of a transaction with one SELECT by key through more and more layers.
 */
@NullMarked
package dev.brigade.bench.layers;

import org.jspecify.annotations.NullMarked;
