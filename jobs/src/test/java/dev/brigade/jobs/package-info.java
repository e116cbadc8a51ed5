/** Tests of durable jobs, on H2 and on a real PostgreSQL. */
@NullMarked
package dev.brigade.jobs;

import org.jspecify.annotations.NullMarked;
