package dev.brigade.bench.compare;

import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;

/** The figures of subjects from their rounds. */
public final class Figures {
    private Figures() {}

    /**
     * Each metric of each subject; those that relate to the base only if it is among the subjects.
     *
     * @param scenario the text of the figures' case
     * @param base the text of the subject that the others are compared with
     */
    public static List<Figure> of(String scenario, List<Turns> all, String base, List<Metric> metrics) {
        List<Figure> figures = new ArrayList<>();
        for (Turns turns : all) {
            for (Metric metric : metrics) {
                if (!metric.toBase()) {
                    figures.add(figure(scenario, turns, metric, values(turns.rounds(), metric)));
                    continue;
                }
                all.stream()
                        .filter(other -> other.subject().text().equals(base))
                        .findFirst()
                        .ifPresent(other -> figures.add(figure(scenario, turns, metric, ratios(turns, other, metric))));
            }
        }
        return figures;
    }

    private static Figure figure(String scenario, Turns turns, Metric metric, double... values) {
        return Figure.of(scenario, turns.subject().text(), metric.text(), metric.unit(), Spread.of(values));
    }

    private static double[] values(List<Round> rounds, Metric metric) {
        return rounds.stream().mapToDouble(metric.value()).toArray();
    }

    private static double[] ratios(Turns turns, Turns base, Metric metric) {
        double[] mine = values(turns.rounds(), metric);
        double[] theirs = values(base.rounds(), metric);
        for (int i = 0; i < mine.length; i++) {
            mine[i] /= theirs[i];
        }
        return mine;
    }
}
