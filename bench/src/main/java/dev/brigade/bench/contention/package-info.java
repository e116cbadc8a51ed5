/**
 * What conflicts cost: requests that write few rows at SERIALIZABLE, which run again after a conflict, beside READ
 * COMMITTED, which waits. Enters: how many rows, and how long. Leaves: figures.
 */
@NullMarked
package dev.brigade.bench.contention;

import org.jspecify.annotations.NullMarked;
