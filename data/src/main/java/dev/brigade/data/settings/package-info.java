/**
 * What an application says of a database before it is opened. Immutable values.
 */
@NullMarked
package dev.brigade.data.settings;

import org.jspecify.annotations.NullMarked;
