package dev.brigade.bench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Figures for people: a table for each case, a row for each subject, a column for each metric. */
public final class Table {
    private final List<Figure> figures;

    public Table(List<Figure> figures) {
        this.figures = List.copyOf(figures);
    }

    public void print(PrintWriter out) {
        Set<String> scenarios = new LinkedHashSet<>();
        figures.forEach(figure -> scenarios.add(figure.scenario()));
        for (String scenario : scenarios) {
            out.println();
            printColumns(out, rows(scenario));
        }
        out.flush();
    }

    private List<List<String>> rows(String scenario) {
        List<Figure> mine = figures.stream()
                .filter(figure -> figure.scenario().equals(scenario))
                .toList();
        Set<String> metrics = new LinkedHashSet<>();
        Set<String> subjects = new LinkedHashSet<>();
        for (Figure figure : mine) {
            metrics.add(heading(figure));
            subjects.add(figure.subject());
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of(scenario)));
        rows.getFirst().addAll(metrics);
        for (String subject : subjects) {
            List<String> row = new ArrayList<>(List.of(subject));
            for (String metric : metrics) {
                row.add(mine.stream()
                        .filter(figure -> figure.subject().equals(subject)
                                && heading(figure).equals(metric))
                        .findFirst()
                        .map(Table::cell)
                        .orElse(""));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String heading(Figure figure) {
        return figure.unit().isEmpty() ? figure.metric() : figure.metric() + ", " + figure.unit();
    }

    /** Median and, in brackets, the lowest and the highest round. */
    private static String cell(Figure figure) {
        return number(figure.median()) + " [" + number(figure.min()) + " – " + number(figure.max()) + "]";
    }

    private static String number(double value) {
        int decimals = value >= 1000 ? 0 : value >= 100 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static void printColumns(PrintWriter out, List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(1);
                line.append(i == 0 ? "" : "   ").append(String.format("%-" + width + "s", row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
