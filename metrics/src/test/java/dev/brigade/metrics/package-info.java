/** Tests of the metrics, scraped over real sockets, on H2 and on a real PostgreSQL. */
@NullMarked
package dev.brigade.metrics;

import org.jspecify.annotations.NullMarked;
