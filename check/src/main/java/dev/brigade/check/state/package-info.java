/**
 * What objects contain, as text that can be compared. Enters: objects. Leaves: a line for each value that can be reached.
 */
@NullMarked
package dev.brigade.check.state;

import org.jspecify.annotations.NullMarked;
