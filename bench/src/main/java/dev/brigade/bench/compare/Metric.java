package dev.brigade.bench.compare;

import java.util.function.ToDoubleFunction;

/**
 * What is reported of the rounds.
 *
 * @param toBase whether it is divided by that of the base, in rounds that were measured side by side
 */
public record Metric(String text, String unit, ToDoubleFunction<Round> value, boolean toBase) {

    public static Metric of(String text, String unit, ToDoubleFunction<Round> value) {
        return new Metric(text, unit, value, false);
    }

    /** How many times the base's. */
    public static Metric toBase(String text, ToDoubleFunction<Round> value) {
        return new Metric(text, "times", value, true);
    }
}
