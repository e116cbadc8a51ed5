/**
 * Hears of each step of the threads under control, and makes points of them: operations that say with what they conflict, and whether
 * they are possible. Enters: hooks of instrumented code, announcements of meeting points, SQL. Leaves: operations for the
 * scheduler, and what orders them for the race detector.
 */
@NullMarked
package dev.brigade.check.control;

import org.jspecify.annotations.NullMarked;
