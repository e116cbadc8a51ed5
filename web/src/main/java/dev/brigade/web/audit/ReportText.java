package dev.brigade.web.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report as text: what is not safe in full, then a line or two for everything else. */
final class ReportText {
    private ReportText() {}

    static String of(Report report) {
        List<String> lines = new ArrayList<>();
        if (report.findings().isEmpty()) {
            lines.add("The threads of " + report.application() + " share nothing that can change.");
        } else {
            lines.add("What the threads of " + report.application() + " share");
        }
        report.with(Verdict.NOT_SAFE).forEach(finding -> unsafe(finding, lines));
        int width = report.findings().stream()
                .filter(one -> one.verdict() != Verdict.NOT_SAFE)
                .mapToInt(one -> name(one).length())
                .max()
                .orElse(0);
        int verdicts = report.findings().stream()
                .filter(one -> one.verdict() != Verdict.NOT_SAFE)
                .mapToInt(one -> verdict(one).length())
                .max()
                .orElse(0);
        for (Verdict verdict : List.of(Verdict.UNKNOWN, Verdict.GUARDED, Verdict.SAFE)) {
            List<Finding> some = report.with(verdict);
            if (!some.isEmpty()) {
                lines.add("");
            }
            some.forEach(finding -> row(finding, verdicts, width, lines));
        }
        if (report.objects() > 0 || !report.findings().isEmpty()) {
            lines.add("");
        }
        if (report.objects() > 0) {
            lines.add("Only the first " + report.objects() + " objects were looked at; there are more.");
        }
        if (!report.findings().isEmpty()) {
            lines.add(counts(report));
        }
        return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
    }

    private static void unsafe(Finding finding, List<String> lines) {
        lines.add("");
        lines.add("NOT SAFE  " + name(finding));
        String label = "  from     ";
        for (String way : finding.ways()) {
            lines.add(label + way);
            label = "           ";
        }
        more(finding, label, lines);
        lines.add("  because  " + finding.why());
        if (!finding.instead().isEmpty()) {
            lines.add("  instead  " + finding.instead());
        }
    }

    private static void row(Finding finding, int verdicts, int width, List<String> lines) {
        String format = "%-" + verdicts + "s  %-" + width + "s  %s";
        String verdict = verdict(finding);
        String name = name(finding);
        for (String way : finding.ways()) {
            lines.add(format.formatted(verdict, name, way));
            verdict = "";
            name = "";
        }
        more(finding, format.formatted("", "", ""), lines);
        if (!finding.why().isEmpty()) {
            lines.add(format.formatted("", "", "(" + finding.why() + ")"));
        }
    }

    private static void more(Finding finding, String label, List<String> lines) {
        if (finding.moreWays() > 0) {
            lines.add(label + "and " + finding.moreWays() + (finding.moreWays() == 1 ? " more way" : " more ways"));
        }
    }

    private static String verdict(Finding finding) {
        return switch (finding.verdict()) {
            case NOT_SAFE -> "NOT SAFE";
            case UNKNOWN -> "unknown";
            case GUARDED -> "guarded by " + finding.guard();
            case SAFE -> "safe";
        };
    }

    private static String name(Finding finding) {
        return finding.count() == 1 ? finding.what() : finding.what() + ", " + finding.count() + " times";
    }

    private static String counts(Report report) {
        return count(report, Verdict.NOT_SAFE) + " not safe, " + count(report, Verdict.UNKNOWN) + " unknown, "
                + count(report, Verdict.GUARDED) + " guarded, " + count(report, Verdict.SAFE) + " safe";
    }

    private static int count(Report report, Verdict verdict) {
        return report.with(verdict).stream().mapToInt(Finding::count).sum();
    }

    static String line(Finding finding) {
        String more = finding.moreWays() + finding.ways().size() - 1 > 0
                ? " and " + (finding.moreWays() + finding.ways().size() - 1) + " more"
                : "";
        return finding.what() + " is shared by threads and NOT SAFE: " + finding.why()
                + (finding.instead().isEmpty() ? "" : ". Instead: " + finding.instead()) + ". Reached from "
                + finding.ways().getFirst() + more;
    }
}
