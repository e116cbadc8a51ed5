package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schedule for a terminal: one column for each thread, one row for each step, a line for each switch. Where columns would be
 * too narrow to read, one column for all, with the thread's number before each of its turns.
 */
final class Columns {
    private static final int LEAST_WIDTH = 20;
    /** A longer text is cut in a short report, which says so. */
    private static final int LONG_TEXT = 600;

    private static final Pattern LINE = Pattern.compile("\\(([^()]+)\\)$");

    private final Finding finding;
    private final TextStyle style;
    private final Rows rows;
    private final int gutter;
    private final int width;
    private final boolean isOneColumn;
    private final StringBuilder text = new StringBuilder();

    private Columns(Finding finding, TextStyle style) {
        this.finding = finding;
        this.style = style;
        this.rows = Rows.of(finding, style.isComplete());
        // a mark and a space before the number
        this.gutter = Math.max(2, String.valueOf(finding.steps().size()).length()) + 2;
        int columns = Math.max(1, rows.columns().size());
        int each = (style.width() - gutter) / columns - 3;
        this.isOneColumn = each < LEAST_WIDTH;
        this.width = isOneColumn ? style.width() - gutter - 3 : each;
    }

    static String of(Finding finding, TextStyle style) {
        return new Columns(finding, style).write();
    }

    private record CellLine(String left, Paint paint, String right) {}

    private String write() {
        heading();
        int thread = -1;
        for (Row row : rows.rows()) {
            switch (row) {
                case Row.Shown shown -> {
                    turn(thread, shown.step().thread());
                    thread = shown.step().thread();
                    cell(shown.step().matters() ? "● " : "  ", shown.number(), thread, cell(shown));
                }
                case Row.Folded folded -> {
                    turn(thread, folded.thread());
                    thread = folded.thread();
                    cell("  ", folded.number(), thread, wrapped(folded.text(), Paint.FAINT));
                }
                case Row.Switch change ->
                    across(
                            change.from() == change.to()
                                    ? "t" + change.from()
                                    : "t" + change.from() + " → t" + change.to(),
                            change.reason());
                case Row.Aside aside -> across(Rows.names(aside.threads()), aside.text());
                case Row.Gap gap ->
                    across("…", Words.count(gap.rows(), "more row", "more rows") + ", which the complete report shows");
            }
        }
        rows.remarks()
                .forEach(remark -> Words.wrap(Words.clean(remark), style.width() - gutter, "")
                        .forEach(line -> line(" ".repeat(gutter) + line, Paint.FAINT)));
        return text.toString();
    }

    private void heading() {
        if (isOneColumn) {
            return;
        }
        List<List<CellLine>> heads = new ArrayList<>();
        int lines = 1;
        for (int thread : rows.columns()) {
            List<CellLine> head =
                    wrapped("t" + thread + "  " + finding.threads().get(thread), Paint.STRONG);
            heads.add(head);
            lines = Math.max(lines, head.size());
        }
        for (int i = 0; i < lines; i++) {
            StringBuilder line = new StringBuilder(" ".repeat(gutter));
            for (List<CellLine> head : heads) {
                String part = i < head.size() ? head.get(i).left() : "";
                line.append(" │ ").append(paint(Paint.STRONG, part)).append(" ".repeat(width - Words.width(part)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        String columns = ("┼" + "─".repeat(width + 2)).repeat(rows.columns().size());
        line("─".repeat(gutter + 1) + columns.substring(0, columns.length() - 1), Paint.PLAIN);
    }

    /** In one column, who goes on is said in a line. */
    private void turn(int before, int thread) {
        if (isOneColumn && before != thread) {
            wrapped("t" + thread + "  " + finding.threads().get(thread), Paint.STRONG)
                    .forEach(part -> text.append(" ".repeat(gutter))
                            .append(" │ ")
                            .append(paint(part.paint(), part.left()))
                            .append('\n'));
        }
    }

    private List<CellLine> cell(Row.Shown shown) {
        TraceStep step = shown.step();
        Paint paint = step.matters() ? Paint.STRONG : Paint.PLAIN;
        List<CellLine> cell = new ArrayList<>(wrapped(shortened(step.what()), paint));
        if (!step.value().isEmpty()) {
            String value = "→ " + shortened(step.value());
            CellLine last = cell.getLast();
            if (Words.width(last.left()) + 1 + Words.width(value) <= width) {
                cell.set(cell.size() - 1, new CellLine(last.left() + " " + value, paint, ""));
            } else {
                Words.wrap(value, width, "  ").forEach(line -> cell.add(new CellLine(line, paint, "")));
            }
        }
        String where = Words.clean(line(step.where()));
        if (!where.isEmpty()) {
            CellLine last = cell.getLast();
            if (Words.width(last.left()) + 2 + Words.width(where) <= width) {
                cell.set(cell.size() - 1, new CellLine(last.left(), paint, where));
            } else {
                Words.wrap(where, width, "").forEach(line -> cell.add(new CellLine("", Paint.PLAIN, line)));
            }
        }
        if (!shown.holds().isEmpty()) {
            cell.addAll(wrapped(shown.holds(), Paint.LOCK));
        }
        return cell;
    }

    private String shortened(String raw) {
        String clean = Words.clean(raw);
        if (style.isComplete() || clean.length() <= LONG_TEXT) {
            return clean;
        }
        int end = clean.offsetByCodePoints(0, Math.min(LONG_TEXT, clean.codePointCount(0, clean.length())));
        return clean.substring(0, end) + " … and "
                + Words.count(clean.length() - end, "more character", "more characters");
    }

    /** {@code Counter.java:12} of {@code Counter.add(Counter.java:12)}. */
    static String line(String where) {
        Matcher line = LINE.matcher(where);
        return line.find() ? line.group(1) : where;
    }

    private List<CellLine> wrapped(String words, Paint paint) {
        return Words.wrap(Words.clean(words), width, "  ").stream()
                .map(line -> new CellLine(line, paint, ""))
                .toList();
    }

    private void cell(String mark, int number, int thread, List<CellLine> cell) {
        int place = isOneColumn ? 0 : rows.columns().indexOf(thread);
        int after = isOneColumn ? 0 : rows.columns().size() - 1 - place;
        for (int i = 0; i < cell.size(); i++) {
            CellLine part = cell.get(i);
            String begin = i == 0
                    ? mark + " ".repeat(gutter - 2 - String.valueOf(number).length()) + number
                    : " ".repeat(gutter);
            int fill = width - Words.width(part.left()) - Words.width(part.right());
            String line = begin
                    + (" │ " + " ".repeat(width)).repeat(place)
                    + " │ "
                    + paint(part.paint(), part.left())
                    + " ".repeat(Math.max(0, fill))
                    + paint(Paint.FAINT, part.right())
                    + (" │ " + " ".repeat(width)).repeat(after);
            text.append(line.stripTrailing()).append('\n');
        }
    }

    /** A line over all columns. */
    private void across(String who, String reason) {
        String words = Words.clean(reason.isEmpty() ? who : who + ": " + reason);
        String begin = "─".repeat(gutter + 1) + "┼─ ";
        List<String> lines = Words.wrap(words, style.width() - gutter - 6, "   ");
        for (int i = 0; i < lines.size(); i++) {
            String line = i == 0 ? begin + lines.get(i) : " ".repeat(gutter + 1) + "│  " + lines.get(i);
            int fill =
                    gutter + 1 + (width + 3) * (isOneColumn ? 1 : rows.columns().size()) - Words.width(line) - 2;
            line(i == lines.size() - 1 && i == 0 ? line + " " + "─".repeat(Math.max(0, fill)) : line, Paint.SWITCH);
        }
    }

    private void line(String words, Paint paint) {
        text.append(paint(paint, words.stripTrailing())).append('\n');
    }

    private String paint(Paint paint, String words) {
        return paint.on(words, style.isColoured());
    }
}
