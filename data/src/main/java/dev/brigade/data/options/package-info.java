/**
 * How a transaction runs: its isolation, whether it only reads, whether one statement is expected of it. Immutable values.
 */
@NullMarked
package dev.brigade.data.options;

import org.jspecify.annotations.NullMarked;
