package dev.brigade.bench.contention;

import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The figures of one number of hot rows; turns of the same number were measured side by side. */
final class ContentionFigures {
    private final String scenario;
    private final List<Turn> base;
    private final List<Figure> figures = new ArrayList<>();

    private ContentionFigures(String scenario, List<Turn> base) {
        this.scenario = scenario;
        this.base = base;
    }

    static List<Figure> of(String scenario, List<Turn> readCommitted, List<Turn> serializable) {
        ContentionFigures figures = new ContentionFigures(scenario, readCommitted);
        figures.add("read committed", readCommitted);
        figures.add("serializable", serializable);
        return figures.figures;
    }

    private void add(String subject, List<Turn> turns) {
        add(subject, turns, "throughput", "requests/s", (turn, _) -> turn.throughput());
        add(subject, turns, "throughput to read committed", "times", ratio(Turn::throughput));
        add(subject, turns, "p50", "ms", (turn, _) -> turn.millis(0.5));
        add(subject, turns, "p99", "ms", (turn, _) -> turn.millis(0.99));
        add(subject, turns, "p99 to read committed", "times", ratio(turn -> turn.millis(0.99)));
        add(subject, turns, "failed", "requests", (turn, _) -> turn.failed());
        add(subject, turns, "runs/request", "", (turn, _) -> turn.meanRuns());
        add(subject, turns, "most runs", "", (turn, _) -> turn.mostRuns());
    }

    private static ToDoubleBiFunction<Turn, Turn> ratio(ToDoubleFunction<Turn> value) {
        return (turn, beside) -> value.applyAsDouble(turn) / value.applyAsDouble(beside);
    }

    private void add(
            String subject, List<Turn> turns, String metric, String unit, ToDoubleBiFunction<Turn, Turn> value) {
        double[] values = new double[turns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(turns.get(i), base.get(i));
        }
        figures.add(Figure.of(scenario, subject, metric, unit, Spread.of(values)));
    }
}
