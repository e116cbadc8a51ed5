/**
 * What instrumented code calls. These few classes are put on the boot class path by the agent, so that the JDK's own classes can
 * call them too: nothing here may refer to a class outside of this package and {@code java.base}, and nobody may touch them
 * before the agent is installed. Enters: each step of code under exploration. Leaves: the same, to the one {@link Probe}.
 *
 * <p>The one package that is not {@code @NullMarked}: that annotation is not on the boot class path, and nulls are what code passes.
 */
package dev.brigade.check.hooks;
