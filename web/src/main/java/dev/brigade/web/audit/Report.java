package dev.brigade.web.audit;

import java.util.List;

/**
 * What the threads of an application share.
 *
 * @param findings the worst first
 * @param objects how many objects were looked at, if that was not all; 0 if it was
 */
public record Report(String application, List<Finding> findings, int objects) {
    public Report {
        findings = List.copyOf(findings);
    }

    /** Those with a verdict. */
    public List<Finding> with(Verdict verdict) {
        return findings.stream().filter(one -> one.verdict() == verdict).toList();
    }

    /** Whether nothing is unsafe, as far as can be seen. */
    public boolean isSafe() {
        return with(Verdict.NOT_SAFE).isEmpty();
    }

    /** For people; lines end with a line feed. */
    public String text() {
        return ReportText.of(this);
    }

    /** A line for a log. */
    public static String line(Finding finding) {
        return ReportText.line(finding);
    }
}
