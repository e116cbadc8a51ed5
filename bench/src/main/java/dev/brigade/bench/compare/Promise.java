package dev.brigade.bench.compare;

import dev.brigade.bench.report.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A ratio to a base that Brigade promises.
 *
 * @param scenario the text of the figure's case
 * @param atLeast whether the ratio may not be less than {@code bound}; else it may not be more
 */
public record Promise(String scenario, String subject, String metric, boolean atLeast, double bound) {

    /** Not less. */
    public static Promise atLeast(double bound, String scenario, String subject, String metric) {
        return new Promise(scenario, subject, metric, true, bound);
    }

    /** Not more. */
    public static Promise atMost(double bound, String scenario, String subject, String metric) {
        return new Promise(scenario, subject, metric, false, bound);
    }

    /** A line for people; empty if it was not measured. */
    public Optional<String> line(List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.scenario().equals(scenario)
                        && figure.subject().equals(subject)
                        && figure.metric().equals(metric))
                .findFirst()
                .map(this::line);
    }

    private String line(Figure figure) {
        boolean holds = atLeast ? figure.median() >= bound : figure.median() <= bound;
        return String.format(
                Locale.ROOT,
                "%-4s %s, %s: %s %.2f, wanted at %s %.2f",
                holds ? "yes" : "NO",
                scenario,
                subject,
                metric,
                figure.median(),
                atLeast ? "least" : "most",
                bound);
    }
}
