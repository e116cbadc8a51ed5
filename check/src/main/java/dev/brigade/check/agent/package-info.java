/**
 * The class-file agent: makes code under exploration tell of its steps, and the JDK ask for time and randomness. Enters: class
 * files. Leaves: the same with calls of {@link dev.brigade.check.hooks.Hooks}, and {@link Site}s that say what each of these calls
 * stands for.
 */
@NullMarked
package dev.brigade.check.agent;

import org.jspecify.annotations.NullMarked;
