/**
 * Where a database is, what it is, and what its pools and settings are called. Enters: a URL as people write it. Leaves: where
 * JDBC connects to, what its product needs to be told, and what people are told who get no connection.
 */
@NullMarked
package dev.brigade.data.place;

import org.jspecify.annotations.NullMarked;
