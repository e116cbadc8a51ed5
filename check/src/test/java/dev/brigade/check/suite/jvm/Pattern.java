package dev.brigade.check.suite.jvm;

import dev.brigade.check.Exploration;
import dev.brigade.check.report.Anomaly;
import java.util.function.Supplier;

/**
 * A bug that developers make, and how they repair it.
 *
 * @param name for people
 * @param description the mistake, in a sentence
 * @param expected what the broken one is found to have
 * @param broken explores the program with the bug
 * @param fixed explores its repaired twin, in which nothing is found
 */
public record Pattern(
        String name,
        String description,
        Anomaly expected,
        Supplier<? extends Exploration<?>> broken,
        Supplier<? extends Exploration<?>> fixed) {

    public static Pattern of(String name, String description, Anomaly expected, Calls<?> broken, Calls<?> fixed) {
        return new Pattern(name, description, expected, broken::exploration, fixed::exploration);
    }

    @Override
    public String toString() {
        return name;
    }
}
