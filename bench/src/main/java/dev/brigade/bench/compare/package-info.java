/**
 * Measures servers in turns or at once, so that what disturbs the machine disturbs all of them. Enters: programs to start, what to ask
 * them, how long. Leaves: figures of each. Knows nothing of what the servers are.
 */
@NullMarked
package dev.brigade.bench.compare;

import org.jspecify.annotations.NullMarked;
