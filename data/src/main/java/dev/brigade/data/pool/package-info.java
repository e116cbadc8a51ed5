/**
 * What can be seen of a pool at a moment: who holds a connection since when, who waits. Immutable values.
 */
@NullMarked
package dev.brigade.data.pool;

import org.jspecify.annotations.NullMarked;
