/**
 * What {@code ./brigade bench} runs. Enters: the name of a benchmark and its options. Leaves: a table, and
 * {@code bench/results/NAME.json}. Benchmarks are on the class path, not in a named module, since they also measure parts
 * that Brigade does not export.
 */
@NullMarked
package dev.brigade.bench;

import org.jspecify.annotations.NullMarked;
