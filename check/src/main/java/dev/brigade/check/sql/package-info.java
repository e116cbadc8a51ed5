/**
 * Statements as they are sent. Enters: JDBC calls of an application. Leaves: each call with what its statement touches and what
 * came of it, told to a listener. Knows nothing of threads.
 */
@NullMarked
package dev.brigade.check.sql;

import org.jspecify.annotations.NullMarked;
