/**
 * JDBC objects that belong to one thread and one transaction. Enters: calls of an application. Leaves: calls of the driver, of the
 * right thread and at the right time; all else is refused by its name.
 */
@NullMarked
package dev.brigade.data.confined;

import org.jspecify.annotations.NullMarked;
