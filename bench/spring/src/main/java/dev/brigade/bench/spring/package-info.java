/**
 * The rows on Spring Boot, as who knows it writes it: a controller, a service with transactions, JdbcTemplate, HikariCP, on
 * virtual threads. Enters: where the database is. Leaves: rows as JSON. Knows nothing of Brigade.
 */
@NullMarked
package dev.brigade.bench.spring;

import org.jspecify.annotations.NullMarked;
