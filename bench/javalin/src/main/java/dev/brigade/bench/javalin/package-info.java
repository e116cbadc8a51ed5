/**
 * The rows on Javalin, with HikariCP and plain JDBC, on virtual threads. Enters: where the database is. Leaves: rows as
 * JSON. Knows nothing of Brigade.
 */
@NullMarked
package dev.brigade.bench.javalin;

import org.jspecify.annotations.NullMarked;
