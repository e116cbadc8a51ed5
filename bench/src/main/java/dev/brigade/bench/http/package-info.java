/**
 * The benchmark {@code http}: what a request costs on Brigade beside the same on its engine used bare. Enters: how long to
 * measure. Leaves: CPU time per request, throughput and latencies of each subject.
 */
@NullMarked
package dev.brigade.bench.http;

import org.jspecify.annotations.NullMarked;
