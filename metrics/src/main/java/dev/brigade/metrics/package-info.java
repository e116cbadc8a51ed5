/**
 * What those on call scrape: the figures of a running application. {@link dev.brigade.metrics.Metrics} is where to begin. Enters: what the
 * application counts anyway, and each request as it ends; leaves: meters of Micrometer, and their text for Prometheus.
 *
 * <p>Why Micrometer: it is what the JVM's libraries, dashboards and back ends speak (some twenty registries), its names are known to those on call, and it
 * brings four small libraries with it, of which none is asked for before somebody measures.
 */
@NullMarked
package dev.brigade.metrics;

import org.jspecify.annotations.NullMarked;
