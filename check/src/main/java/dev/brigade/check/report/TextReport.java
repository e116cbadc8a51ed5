package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A finding for a terminal: its name and sentence, the schedule with a column for each thread, what came out against what the
 * serial orders give, what helps, and how to replay it.
 */
public final class TextReport {
    private final Finding finding;
    private final TextStyle style;
    private final StringBuilder text = new StringBuilder();

    private TextReport(Finding finding, TextStyle style) {
        this.finding = finding;
        this.style = style;
    }

    /** In the style {@link TextStyle#PLAIN}. */
    public static String of(Finding finding) {
        return of(finding, TextStyle.PLAIN);
    }

    /** In a style. */
    public static String of(Finding finding, TextStyle style) {
        return new TextReport(finding, style).write();
    }

    private String write() {
        paragraph("", Words.capital(finding.anomaly().text()) + ": " + finding.sentence(), "    ", Paint.WRONG);
        paragraph("", finding.anomaly().meaning(), "", Paint.PLAIN);
        String mark = finding.steps().stream().anyMatch(TraceStep::matters) ? " ● takes part." : "";
        paragraph("", facts(finding) + mark, "", Paint.FAINT);
        if (!finding.steps().isEmpty()) {
            text.append('\n').append(Columns.of(finding, style));
        }
        waits();
        outcomes();
        fixes();
        replay();
        return text.toString();
    }

    /** How it was found. */
    static String facts(Finding finding) {
        String found = finding.schedules() > 0
                ? "Found by schedule " + finding.schedules() + " of "
                        + finding.subject().name()
                : "Found in " + finding.subject().name();
        String switches = finding.switches() == 0
                ? "without a switch"
                : "with " + Words.count(finding.switches(), "switch", "switches");
        return found + ", " + switches + " from a thread that could have gone on.";
    }

    private void waits() {
        if (!finding.waits().isEmpty()) {
            title("Who waits for whom");
            finding.waits().forEach(wait -> paragraph("  ", wait, "    ", Paint.WRONG));
        }
    }

    private void outcomes() {
        Differences differences = Differences.of(finding, style.isComplete());
        if (differences.serial().isEmpty() && differences.found().isEmpty()) {
            return;
        }
        title(style.isComplete() || finding.serial().isEmpty() ? "What came out" : "What came out, where it differs");
        for (Differences.Group group : differences.serial()) {
            outcome(
                    group.orders(),
                    group.values().stream()
                            .map(value -> new Differences.Value(value, false))
                            .toList());
        }
        outcome("this schedule", differences.found());
        if (differences.together()) {
            paragraph(
                    "  ",
                    "Each of these values occurs in some serial order; all of them together occur in none.",
                    "  ",
                    Paint.WRONG);
        } else if (differences.found().stream().anyMatch(Differences.Value::isWrong)) {
            paragraph("  ", "! no serial order gives this.", "  ", Paint.FAINT);
        }
        if (differences.same() > 0) {
            paragraph(
                    "  ",
                    Words.count(differences.same(), "more value is", "more values are") + " the same everywhere.",
                    "  ",
                    Paint.FAINT);
        }
    }

    /** Who gave it on the left if that leaves room, and each value on a line of its own. */
    private void outcome(String who, List<Differences.Value> values) {
        int label = Math.min(style.width() / 3, 34);
        List<String> left = Words.wrap(Words.clean(who), label, "  ");
        List<String> right = new ArrayList<>();
        List<Paint> paints = new ArrayList<>();
        for (Differences.Value value : values) {
            String begin = value.isWrong() ? "! " : "  ";
            for (String line : Words.wrap(Words.clean(value.text()), style.width() - label - 6, "  ")) {
                right.add(begin + line);
                paints.add(value.isWrong() ? Paint.WRONG : Paint.PLAIN);
                begin = "  ";
            }
        }
        if (right.isEmpty()) {
            right.add("  nothing else");
            paints.add(Paint.FAINT);
        }
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String begin = Words.pad(i < left.size() ? left.get(i) : "", label);
            String end = i < right.size() ? paint(paints.get(i), right.get(i)) : "";
            text.append(("  " + paint(Paint.STRONG, begin) + "  " + end).stripTrailing())
                    .append('\n');
        }
    }

    private void fixes() {
        if (finding.fixes().isEmpty()) {
            return;
        }
        title("What helps");
        int number = 1;
        for (Fix fix : finding.fixes()) {
            paragraph("  ", number++ + ". " + fix.text(), "   ", Paint.PLAIN);
            boolean isTried = !fix.proof().isEmpty();
            paragraph(
                    "     ",
                    isTried ? "✓ " + fix.proof() : "advice, not tried",
                    "  ",
                    isTried ? Paint.GOOD : Paint.FAINT);
        }
    }

    private void replay() {
        if (finding.replay().isEmpty()) {
            return;
        }
        title("To see it again");
        // code is not wrapped: it is to be copied
        JUnitCode.of(finding)
                .lines()
                .forEach(line -> text.append(line.isEmpty() ? "" : "  " + line).append('\n'));
    }

    private void title(String words) {
        text.append('\n').append(paint(Paint.STRONG, words)).append('\n');
    }

    private void paragraph(String begin, String words, String indent, Paint paint) {
        Words.wrap(Words.clean(words), style.width() - begin.length(), indent)
                .forEach(line -> text.append(begin).append(paint(paint, line)).append('\n'));
    }

    private String paint(Paint paint, String words) {
        return paint.on(words, style.isColoured());
    }
}
