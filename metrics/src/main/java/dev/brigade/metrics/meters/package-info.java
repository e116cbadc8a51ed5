/**
 * The meters, a class for each thing that is measured. Enters: the figures of an application, and what it tells as it happens; leaves: meters in a
 * registry of Micrometer.
 */
@NullMarked
package dev.brigade.metrics.meters;

import org.jspecify.annotations.NullMarked;
