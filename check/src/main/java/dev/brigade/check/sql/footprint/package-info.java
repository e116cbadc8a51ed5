/**
 * What statements touch. Enters: texts of statements with their parameters, and a schema. Leaves: which rows they may read and write, and
 * so which two of them can conflict.
 */
@NullMarked
package dev.brigade.check.sql.footprint;

import org.jspecify.annotations.NullMarked;
