/**
 * The benchmark {@code db}: what a request with a transaction costs on Brigade beside the same on Spring Boot and on
 * Javalin, on one PostgreSQL. Enters: how long to measure. Leaves: CPU time per request of the server and of PostgreSQL,
 * throughput and latencies of each subject, and whether the ratios that Brigade promises hold.
 */
@NullMarked
package dev.brigade.bench.db;

import org.jspecify.annotations.NullMarked;
