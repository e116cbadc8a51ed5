/**
 * How a request, or the work on an item, ends before its time, and what is said of it. Enters: activities with their
 * transactions, and deadlines. Leaves: cancelled statements, interrupted threads, warnings. Knows nothing of routes.
 */
@NullMarked
package dev.brigade.web.watch;

import org.jspecify.annotations.NullMarked;
