package dev.brigade.check.report;

import java.util.List;
import java.util.Locale;

/** The patterns that the explorer is tested with, as Markdown for the documentation. */
public final class AnomalyTable {
    private AnomalyTable() {}

    /** A table with a row for each pattern and a line of totals below it. */
    public static String markdown(List<AnomalyRow> rows) {
        StringBuilder text = new StringBuilder("""
                | pattern | layer | anomaly | found as | schedules | time | put right |
                |---|---|---|---|---:|---:|---|
                """);
        for (AnomalyRow row : rows) {
            boolean isFound = row.found().isPresent();
            String found = row.isRight()
                    ? "the same"
                    : row.found().map(anomaly -> "**" + anomaly.text() + "**").orElse("**not found**");
            text.append("| ")
                    .append(String.join(
                            " | ",
                            cell(row.pattern()),
                            cell(row.layer()),
                            row.expected().text(),
                            found,
                            isFound ? String.format(Locale.ROOT, "%,d", row.schedules()) : "–",
                            isFound ? CertificateText.time(row.time()) : "–",
                            row.twin().map(AnomalyTable::twin).orElse("–")))
                    .append(" |\n");
        }
        long found = rows.stream().filter(row -> row.found().isPresent()).count();
        long right = rows.stream().filter(AnomalyRow::isRight).count();
        return text + "\n" + found + " of " + Words.count(rows.size(), "pattern", "patterns") + " found, " + right
                + " under the expected name.\n";
    }

    private static String twin(Certificate certificate) {
        return CertificateText.brief(certificate.coverage()) + ", "
                + Words.count(certificate.schedules(), "schedule", "schedules") + ", "
                + CertificateText.time(certificate.time());
    }

    /** Nothing in it can end the cell or begin a tag. */
    private static String cell(String text) {
        return Words.clean(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_");
    }
}
