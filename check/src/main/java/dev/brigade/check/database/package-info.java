/**
 * A database under exploration: its connections, what each run starts from, and what it leaves. Enters: JDBC calls of threads
 * under control. Leaves: points for the scheduler, states that can be compared, and databases brought back.
 */
@NullMarked
package dev.brigade.check.database;

import org.jspecify.annotations.NullMarked;
