/**
 * What SQL statements touch, and what a database contains. Enters: statements with their parameters, a connection. Leaves: which
 * statements can conflict, and states that can be compared and brought back. Knows nothing of threads.
 */
@NullMarked
package dev.brigade.check.sql;

import org.jspecify.annotations.NullMarked;
