/**
 * What drivers say, and what is said of it to people. Enters: exceptions of a driver, statements. Leaves: causes and short
 * texts.
 */
@NullMarked
package dev.brigade.data.jdbc;

import org.jspecify.annotations.NullMarked;
