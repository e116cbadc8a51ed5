/**
 * Gives what went wrong the name that the literature gives it. Enters: the steps of one run that no serial order explains, as
 * {@link Run}. Leaves: an anomaly, a sentence and the steps that matter, as {@link Naming}. Knows nothing of schedulers or drivers.
 */
@NullMarked
package dev.brigade.check.naming;

import org.jspecify.annotations.NullMarked;
