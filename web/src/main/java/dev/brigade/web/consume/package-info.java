/**
 * Takes items from queues and works on them, each on a thread of its own, until the application stops. Enters: queues, and
 * what is declared about their items. Leaves: committed work; items that are tried again, told as failed, or handed back. Beside
 * that, work that no queue asks for: once, or every so often.
 */
@NullMarked
package dev.brigade.web.consume;

import org.jspecify.annotations.NullMarked;
