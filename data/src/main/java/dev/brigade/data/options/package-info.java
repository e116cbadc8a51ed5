/**
 * How a transaction runs: its isolation, whether it only reads.
 */
@NullMarked
package dev.brigade.data.options;

import org.jspecify.annotations.NullMarked;
