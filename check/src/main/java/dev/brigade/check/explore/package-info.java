/**
 * Explores: runs a {@link Subject} under the schedules that a search proposes, judges each outcome by those of the serial orders, and
 * makes the schedule that shows a violation as small as can be. Enters: a subject and limits. Leaves: a {@link Verdict}.
 */
@NullMarked
package dev.brigade.check.explore;

import org.jspecify.annotations.NullMarked;
