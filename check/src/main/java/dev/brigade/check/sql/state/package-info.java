/**
 * What a database contains. Enters: a connection and a schema. Leaves: states that can be compared, whatever numbers the database gave
 * out in them, and brought back.
 */
@NullMarked
package dev.brigade.check.sql.state;

import org.jspecify.annotations.NullMarked;
