package dev.brigade.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One metric of one subject.
 *
 * @param scenario what it was asked to do; {@code case} in JSON
 * @param subject what was measured
 * @param unit of median, min and max
 */
public record Figure(
        @JsonProperty("case") String scenario,
        String subject,
        String metric,
        String unit,
        double median,
        double min,
        double max,
        int rounds) {

    public static Figure of(String scenario, String subject, String metric, String unit, Spread spread) {
        return new Figure(
                scenario,
                subject,
                metric,
                unit,
                rounded(spread.median()),
                rounded(spread.min()),
                rounded(spread.max()),
                spread.rounds());
    }

    /** More digits than four would only pretend to be known. */
    private static double rounded(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .doubleValue();
    }
}
