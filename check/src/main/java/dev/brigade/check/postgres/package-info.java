/**
 * PostgreSQL under the explorer: a server of its own, whose processes it stops and lets go on, so that who waits for whose lock, and
 * who gets it next, is the same in each run. Enters: calls of JDBC that begin and end, threads that wait. Leaves: who of them is
 * held up. Knows nothing of what the statements say.
 */
@NullMarked
package dev.brigade.check.postgres;

import org.jspecify.annotations.NullMarked;
