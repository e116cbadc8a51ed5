package dev.brigade.bench.explorer;

import dev.brigade.bench.report.Figure;
import dev.brigade.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All tries of one subject to find the bug of one program.
 *
 * @param program its name
 * @param subject who tried
 * @param attempts at least one
 */
record Tries(String program, String subject, List<Attempt> attempts) {
    Tries {
        attempts = List.copyOf(attempts);
    }

    /** Whether more than half of them have found it. */
    boolean found() {
        return 2 * those().size() > attempts.size();
    }

    private List<Attempt> those() {
        return attempts.stream().filter(Attempt::found).toList();
    }

    /** For people: the medians of those that have found it. */
    String runs() {
        return found()
                ? String.format(Locale.ROOT, "%,.0f", spread(Attempt::runs).median())
                : "–";
    }

    /** For people. */
    String seconds() {
        if (found()) {
            return String.format(Locale.ROOT, "%.2f s", spread(Attempt::seconds).median());
        }
        Attempt last = attempts.getLast();
        return switch (last.said()) {
            case "" -> String.format(Locale.ROOT, "not in %.0f s", last.seconds());
            case "passed" -> String.format(Locale.ROOT, "not in %,d runs", last.runs());
            default -> String.format(Locale.ROOT, "%s instead, after %,d runs", last.said(), last.runs());
        };
    }

    private Spread spread(ToDoubleFunction<Attempt> metric) {
        return Spread.of(those().stream().mapToDouble(metric).toArray());
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(
                program,
                subject,
                "found",
                "%",
                Spread.of(attempts.stream()
                        .mapToDouble(attempt -> attempt.found() ? 100 : 0)
                        .toArray())));
        if (found()) {
            figures.add(Figure.of(program, subject, "runs until it is found", "", spread(Attempt::runs)));
            figures.add(Figure.of(program, subject, "time until it is found", "s", spread(Attempt::seconds)));
        }
        return figures;
    }
}
