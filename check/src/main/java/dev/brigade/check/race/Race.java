package dev.brigade.check.race;

import org.jspecify.annotations.Nullable;

/**
 * Two accesses to the same place, at least one of which writes, and which nothing orders.
 *
 * @param owner the object or array; null for a static field
 * @param field the field's or element's key, as the detector was told it
 * @param firstThread who came first in this run
 * @param firstSite where it was, as the detector was told it. A thread that accessed the place several times since it last
 *     released something is shown where it did so first.
 * @param firstWrites whether it wrote
 * @param secondThread who came second
 * @param secondSite where it was
 * @param secondWrites whether it wrote
 */
public record Race(
        @Nullable Object owner,
        Object field,
        int firstThread,
        int firstSite,
        boolean firstWrites,
        int secondThread,
        int secondSite,
        boolean secondWrites) {}
