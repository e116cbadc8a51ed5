/**
 * Makes the tables that parts of Brigade need for themselves, and keeps their history. Enters: what a part wants, a way to
 * connect. Leaves: tables, or the SQL that somebody else has to run.
 */
@NullMarked
package dev.brigade.data.tables;

import org.jspecify.annotations.NullMarked;
