/**
 * What tables a database has. Enters: a connection. Leaves: tables with their columns, keys, unique indexes and sequences, and how
 * names and values of theirs are written in SQL.
 */
@NullMarked
package dev.brigade.check.sql.schema;

import org.jspecify.annotations.NullMarked;
