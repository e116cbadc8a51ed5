package dev.brigade.bench.http;

import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of a scenario from its rounds. */
final class Figures {
    private final Scenario scenario;
    private final Map<Subject, List<Round>> rounds;
    private final List<Figure> figures = new ArrayList<>();

    private Figures(Scenario scenario, Map<Subject, List<Round>> rounds) {
        this.scenario = scenario;
        this.rounds = rounds;
    }

    static List<Figure> of(Scenario scenario, Map<Subject, List<Round>> rounds) {
        Figures figures = new Figures(scenario, rounds);
        scenario.subjects().forEach(figures::add);
        return figures.figures;
    }

    private void add(Subject subject) {
        Subject base = scenario.subjects().getFirst();
        add(subject, "cpu/request", "µs", Round::cpuMicros);
        add(subject, "cpu to " + base.text(), "times", ratios(rounds(subject), rounds(base)));
        add(subject, "throughput", "requests/s", Round::throughput);
        add(subject, "latency p50", "µs", Round::medianMicros);
        add(subject, "latency p99", "µs", Round::p99Micros);
        add(subject, "load generator's cpu", "%", Round::loadPercent);
    }

    private List<Round> rounds(Subject subject) {
        return rounds.getOrDefault(subject, List.of());
    }

    private void add(Subject subject, String metric, String unit, ToDoubleFunction<Round> value) {
        add(subject, metric, unit, rounds(subject).stream().mapToDouble(value).toArray());
    }

    private void add(Subject subject, String metric, String unit, double... values) {
        figures.add(Figure.of(scenario.text(), subject.text(), metric, unit, Spread.of(values)));
    }

    /** Of rounds that were measured side by side. */
    private static double[] ratios(List<Round> subject, List<Round> base) {
        double[] ratios = new double[subject.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = subject.get(i).cpuMicros() / base.get(i).cpuMicros();
        }
        return ratios;
    }
}
