/**
 * Where a database is and what it is. Enters: a URL as people write it. Leaves: where JDBC connects to, and what its
 * product needs to be told.
 */
@NullMarked
package dev.brigade.data.place;

import org.jspecify.annotations.NullMarked;
