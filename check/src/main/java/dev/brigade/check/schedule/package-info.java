/**
 * A scheduler of our own for virtual threads: one of them runs at a time, and a {@link Strategy} says which goes on at each
 * point. Enters: what each thread does next, as {@link Operation}s. Leaves: {@link Run}s that can be repeated exactly. Knows
 * nothing of what is explored, and why.
 */
@NullMarked
package dev.brigade.check.schedule;

import org.jspecify.annotations.NullMarked;
