/**
 * Java processes that a benchmark starts. Enters: a main class with its arguments, and where it may run. Leaves: what the
 * process says, and the CPU time that it took. Knows nothing of what is measured.
 */
@NullMarked
package dev.brigade.bench.process;

import org.jspecify.annotations.NullMarked;
