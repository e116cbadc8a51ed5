package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pairs of an application's routes with what is known of each; what needs somebody's attention comes first. */
public final class PairTable {
    private PairTable() {}

    /** As a table for a terminal, with the summary below it. */
    public static String of(List<Pair> pairs, TextStyle style) {
        if (pairs.isEmpty()) {
            return summary(pairs) + "\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("first", "second", "verdict", "schedules", "time", "safe at READ COMMITTED"));
        List<Pair> sorted = sorted(pairs);
        for (Pair pair : sorted) {
            boolean isRun = pair.schedules() > 0;
            rows.add(List.of(
                    Words.clean(pair.first()),
                    Words.clean(pair.second()),
                    Words.clean(pair.verdictText()),
                    isRun ? String.format(Locale.ROOT, "%,d", pair.schedules()) : "",
                    isRun ? CertificateText.time(pair.time()) : "",
                    pair.safeAtReadCommitted().text()));
        }
        int[] widths = widths(rows, style.width());
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            Paint paint = row == 0 ? Paint.STRONG : paint(sorted.get(row - 1).verdict());
            text.append(row(rows.get(row), widths, paint, style));
            if (row == 0) {
                List<String> rules = new ArrayList<>();
                for (int width : widths) {
                    rules.add("─".repeat(width));
                }
                text.append(String.join("──", rules)).append('\n');
            }
        }
        text.append('\n');
        Words.wrap(summary(pairs), style.width(), "")
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** {@code 6 pairs: 1 with a finding, 1 allowed, 4 certified.} */
    public static String summary(List<Pair> pairs) {
        if (pairs.isEmpty()) {
            return "No pair of routes was run: none of them can conflict, or the application has none.";
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        sorted(pairs).forEach(pair -> counts.merge(kind(pair.verdict()), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((kind, count) -> parts.add(count + " " + kind));
        long unsafe = pairs.stream()
                .filter(pair -> pair.safeAtReadCommitted() == Pair.Safe.NO)
                .count();
        long safe = pairs.stream()
                .filter(pair -> pair.safeAtReadCommitted() == Pair.Safe.YES)
                .count();
        if (pairs.stream().noneMatch(Pair::isRun)) {
            return Words.count(pairs.size(), "row", "rows")
                    + ", but no pair was run, so nothing is known: give routes examples, or let tests send requests by app.client().";
        }
        return Words.count(pairs.size(), "pair", "pairs") + ": " + String.join(", ", parts) + "."
                + (safe + unsafe == 0
                        ? ""
                        : " At READ COMMITTED " + isAre(safe) + " safe, " + isAre(unsafe) + " not"
                                + (safe + unsafe == pairs.size()
                                        ? "."
                                        : ", and of " + (pairs.size() - safe - unsafe) + " it is unknown."));
    }

    private static String isAre(long number) {
        return number + (number == 1 ? " is" : " are");
    }

    static List<Pair> sorted(List<Pair> pairs) {
        return pairs.stream()
                .sorted(Comparator.comparingInt(pair -> rank(pair.verdict())))
                .toList();
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Found found -> 0;
            case Verdict.LeftControl left -> 1;
            case Verdict.NoExample none -> 2;
            case Verdict.Refused refused -> 2;
            case Verdict.Suppressed suppressed -> 3;
            case Verdict.Passed(Coverage coverage) ->
                switch (coverage) {
                    case Coverage.Sampled sampled -> 4;
                    case Coverage.DelayBound bound -> 5;
                    case Coverage.AllInequivalent all -> 6;
                };
        };
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Found found -> "with a finding";
            case Verdict.LeftControl left -> "left control";
            case Verdict.NoExample none -> "not run";
            case Verdict.Refused refused -> "not run";
            case Verdict.Suppressed suppressed -> "allowed";
            case Verdict.Passed(Coverage coverage) ->
                switch (coverage) {
                    case Coverage.Sampled sampled -> "sampled";
                    case Coverage.DelayBound bound -> "bounded";
                    case Coverage.AllInequivalent all -> "certified";
                };
        };
    }

    static Paint paint(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Found found -> Paint.WRONG;
            case Verdict.LeftControl left -> Paint.SWITCH;
            case Verdict.NoExample none -> Paint.SWITCH;
            case Verdict.Refused refused -> Paint.SWITCH;
            case Verdict.Suppressed suppressed -> Paint.FAINT;
            case Verdict.Passed(Coverage coverage) ->
                coverage instanceof Coverage.AllInequivalent ? Paint.GOOD : Paint.PLAIN;
        };
    }

    /** As wide as what is in them; what is too much is taken from the verdict, and then from the routes. */
    private static int[] widths(List<List<String>> rows, int all) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Words.width(row.get(i)));
            }
        }
        for (int column : List.of(2, 5, 1, 0)) {
            int used = 2 * (widths.length - 1);
            for (int width : widths) {
                used += width;
            }
            widths[column] = Math.max(Math.min(widths[column], 12), widths[column] - Math.max(0, used - all));
        }
        return widths;
    }

    private static String row(List<String> cells, int[] widths, Paint paint, TextStyle style) {
        List<List<String>> lines = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            List<String> cell = Words.wrap(cells.get(i), widths[i], "");
            lines.add(cell);
            height = Math.max(height, cell.size());
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < height; line++) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String part = line < lines.get(i).size() ? lines.get(i).get(line) : "";
                // figures stand at the right of their column
                boolean isFigure = i == 3 || i == 4;
                String fill = " ".repeat(Math.max(0, widths[i] - Words.width(part)));
                String painted = i == 2 || paint == Paint.STRONG ? paint.on(part, style.isColoured()) : part;
                row.append(i == 0 ? "" : "  ").append(isFigure ? fill + painted : painted + fill);
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
